"""The same command with the same key runs once and answers the same."""

import hashlib

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.base import Message
from services.contracts.refusals import IdempotencyKeyReused
from services.kit.database.house_tables import IDEMPOTENCY


class SavedReply:
    """Of one actor, method and key. A caller's key never meets another's."""

    def __init__(self, subject: str | None, method: str, key: str, command: Message) -> None:
        self._identity = {"subject": subject or "visitor", "method": method, "key": key}
        fields = command.model_dump(mode="json", exclude=set(getattr(command, "secret_fields", ())))
        body = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
        self._fingerprint = hashlib.sha256(body).digest()

    def find(self, session: Session) -> str | None:
        """Raises IdempotencyKeyReused where the key came with another body."""
        row = session.execute(
            sa.select(IDEMPOTENCY.c.fingerprint, IDEMPOTENCY.c.reply).where(*self._is_mine())
        ).one_or_none()
        if row is None:
            return None
        if bytes(row.fingerprint) != self._fingerprint:
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
