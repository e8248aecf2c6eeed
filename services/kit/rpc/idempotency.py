"""The same command with the same key runs once and answers the same."""

import hashlib
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.base import Command, Message
from services.contracts.refusals import IdempotencyKeyReused, Unavailable
from services.kit.database.house_tables import IDEMPOTENCY


class OnlyOnce:
    """A command that keeps no reply, or that has an effect where it refuses: one sending of it runs once. For any other
    the idempotency key, which a proof is of, says as much."""

    def __init__(self, command: Command[Any], call_id: str) -> None:
        self._wanted = command.secret_reply or command.effect_on_refusal
        self._row = {"subject": "once", "method": command.method(), "key": call_id}

    def claim(self, session: Session) -> None:
        """Raises Unavailable where it ran: its answer is kept nowhere, so whoever asks must ask anew."""
        if not self._wanted:
            return
        row = {**self._row, "fingerprint": b"", "reply": ""}
        claimed = insert(IDEMPOTENCY).values(**row).on_conflict_do_nothing().returning(IDEMPOTENCY.c.key)
        if session.execute(claimed).first() is None:
            raise Unavailable("this very call was run already")


class SavedReply:
    """Of one actor, method and key. A caller's key never meets another's."""

    def __init__(self, subject: str | None, method: str, key: str, command: Message) -> None:
        self._identity = {"subject": subject or "visitor", "method": method, "key": key}
        self._command = command
        self._fingerprint = fingerprint(command, without_defaults=True)

    def find(self, session: Session) -> str | None:
        """Raises IdempotencyKeyReused where the key came with another body."""
        row = session.execute(
            sa.select(IDEMPOTENCY.c.fingerprint, IDEMPOTENCY.c.reply).where(*self._is_mine())
        ).one_or_none()
        if row is None:
            return None
        kept = bytes(row.fingerprint)
        if kept != self._fingerprint and kept != fingerprint(self._command, without_defaults=False):
            raise IdempotencyKeyReused(
                "This key came before with other content, which stands. See what was done, and take a new key for this."
            )
        return str(row.reply)

    def claim(self, session: Session) -> str | None:
        """None where this transaction is now the one to run the command; the reply where another one did. Waits for
        a duplicate that runs at this moment, whose row is there and not yet committed."""
        claimed = session.execute(
            insert(IDEMPOTENCY)
            .values(**self._identity, fingerprint=self._fingerprint)
            .on_conflict_do_nothing()
            .returning(IDEMPOTENCY.c.key)
        ).first()
        return None if claimed else self.find(session)

    def save(self, session: Session, reply: str) -> None:
        session.execute(sa.update(IDEMPOTENCY).where(*self._is_mine()).values(reply=reply))

    def forget(self, session: Session) -> None:
        """A refusal is not an answer to keep: the same key may try again."""
        session.execute(sa.delete(IDEMPOTENCY).where(*self._is_mine()))

    def _is_mine(self) -> list[sa.ColumnElement[bool]]:
        return [IDEMPOTENCY.c[name] == value for name, value in self._identity.items()]


def fingerprint(command: Message, *, without_defaults: bool) -> bytes:
    """Of what a caller said. A field that a contract gains changes nothing of it for those who do not send the field: a
    repeat is known as one by the version after as well. 0.1.0 counted defaults too."""
    secret = set(getattr(command, "secret_fields", ()))
    fields = command.model_dump(mode="json", exclude=secret, exclude_defaults=without_defaults)
    return hashlib.sha256(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)).digest()
