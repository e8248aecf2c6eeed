"""One document, from its announcement to its removal."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, Self, TypedDict
from uuid import UUID, uuid4

from services.contracts.actor import Actor, Role
from services.contracts.base import Event
from services.contracts.calendar import day_in_paris
from services.contracts.documents import (
    ContentType,
    DocumentAccepted,
    DocumentEnding,
    DocumentExpired,
    DocumentKind,
    DocumentNotAccepted,
    DocumentNotAwaitingUpload,
    DocumentRejected,
    DocumentRemoved,
    DocumentState,
    DocumentUploaded,
    RejectionReason,
    UnknownDocument,
)
from services.documents.domain.checks import BETWEEN_TRIES, MOST_TRIES, Outcome, Passed, Postponed, Refused
from services.documents.domain.validity import valid_until

UPLOAD_TARGET_LIVES = timedelta(minutes=10)
CONTENT_URL_LIVES = timedelta(seconds=60)
UPLOAD_EXPECTED_WITHIN = timedelta(minutes=45)
"""With the turns of the clock that see to it, what was not said to be complete is gone within the hour."""
INCOMING: Literal["incoming/"] = "incoming/"
KEPT: Literal["kept/"] = "kept/"
ENDING_IS_TOLD = (30, 7)
"""How many days before its last day its owner is told, each once."""
RELIED_ON = frozenset({"checking", "accepted", "expired"})
A_CHECK_LASTS_AT_MOST = timedelta(hours=1)


def _random_key(place: Literal["incoming/", "kept/"]) -> str:
    return f"{place}{secrets.token_hex(20)}"


class _Named(TypedDict):
    document_id: UUID
    owner_id: UUID
    kind: DocumentKind


@dataclass(frozen=True, slots=True)
class Leftover:
    """An object that nobody needs from `due_at` on."""

    key: str
    due_at: datetime


@dataclass(slots=True)
class Document:
    """`incoming_key` is where the member may write; only bytes that passed their checks are copied to `kept_key`."""

    id: UUID
    owner_id: UUID
    kind: DocumentKind
    filename: str
    size: int
    content_type: ContentType
    state: DocumentState
    created_at: datetime
    incoming_key: str
    kept_key: str
    version: int = 1
    reason: RejectionReason | None = None
    valid_until: date | None = None
    ending_told: int | None = None
    """Which of `ENDING_IS_TOLD` was told last."""
    check_due_at: datetime | None = None
    """While it is checked: when its check begins, or begins anew where nothing was heard of it."""
    check_tries: int = 0
    kept_size: int | None = None
    """None in what was accepted before images lost their metadata: it is then as large as announced."""
    events: list[Event] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    @classmethod
    def announce(
        cls, *, owner_id: UUID, kind: DocumentKind, filename: str, size: int, content_type: ContentType, at: datetime
    ) -> Self:
        return cls(
            id=uuid4(),
            owner_id=owner_id,
            kind=kind,
            filename=filename,
            size=size,
            content_type=content_type,
            state="awaiting_upload",
            created_at=at,
            incoming_key=_random_key(INCOMING),
            kept_key=_random_key(KEPT),
        )

    def require_owner(self, actor: Actor) -> None:
        if actor.subject != str(self.owner_id) or self.state == "removed":
            raise UnknownDocument

    def require_owned_by(self, owner_id: UUID) -> None:
        """Where a service asks for a member."""
        if owner_id != self.owner_id or self.state == "removed":
            raise UnknownDocument

    def require_reader(self, actor: Actor, *, held_by: UUID | None) -> None:
        """`held_by`: an application that officers work on. What none holds is unknown to them."""
        if Role.OFFICER not in actor.roles or self.state == "removed" or held_by is None:
            self.require_owner(actor)

    def require_awaiting_upload(self) -> None:
        if self.state != "awaiting_upload":
            raise DocumentNotAwaitingUpload("The bytes of this document have already been handed in.")

    def require_passed_checks(self) -> None:
        """An expired document passed them too: it cannot be used again, but a file that rests on it stays readable."""
        if self.state not in ("accepted", "expired"):
            raise DocumentNotAccepted("This document has not passed its checks.", state=self.state)

    @property
    def upload_is_complete(self) -> bool:
        return self.state in ("checking", "accepted")

    @property
    def can_be_relied_on(self) -> bool:
        """An application may rest on it; what was rejected, or never came, holds nobody up."""
        return self.state in RELIED_ON

    @property
    def forgets_its_reading(self) -> bool:
        """What it says of itself serves what is asked for with it: nothing is, once it expired."""
        return self.state in ("expired", "removed")

    def complete_upload(self, *, at: datetime) -> None:
        self.require_awaiting_upload()
        self._move_to("checking")
        self.check_due_at = at
        self.events.append(DocumentUploaded(**self._named(), version=self.version))

    def require_check(self, *, at: datetime) -> None:
        """Where a version that knew no such moment completed it."""
        if self.state == "checking" and self.check_due_at is None:
            self.check_due_at = at

    def conclude(self, outcome: Outcome, *, at: datetime) -> None:
        """Of a document that has its verdict already, or is gone, nothing changes."""
        if self.state != "checking":
            return
        match outcome:
            case Passed(kept_size=kept_size):
                self._accept(kept_size, at=at)
            case Refused(reason):
                self._reject(reason, at=at)
            case Postponed(by):
                self.check_due_at = at + by
            case _:
                self.check_tries += 1
                self.check_due_at = at + BETWEEN_TRIES * self.check_tries
                if self.check_tries >= MOST_TRIES:
                    self._reject("too-costly-to-read", at=at)

    def _accept(self, kept_size: int, *, at: datetime) -> None:
        self._move_to("accepted")
        self.kept_size = kept_size
        self.valid_until = valid_until(self.kind, self.created_at)
        self._discard_incoming(at)
        self.events.append(
            DocumentAccepted(**self._named(), content_type=self.content_type, size=self.size, version=self.version)
        )

    def _reject(self, reason: RejectionReason, *, at: datetime) -> None:
        self._move_to("rejected")
        self.reason = reason
        self._discard_incoming(at)
        self._discard_kept(at)
        self.events.append(DocumentRejected(**self._named(), reason=reason, version=self.version))

    def tell_ending(self, *, at: datetime) -> None:
        """Late where nobody told it in time; of two that are due, the later one."""
        if self.state != "accepted" or not self.valid_until:
            return
        days_left = (self.valid_until - day_in_paris(at)).days
        due = min((days for days in ENDING_IS_TOLD if days_left <= days), default=None)
        if days_left < 0 or due is None or (self.ending_told or due + 1) <= due:
            return
        self.ending_told = due
        self.events.append(DocumentEnding(**self._named(), valid_until=self.valid_until, days_left=days_left))

    def expire(self, *, at: datetime) -> None:
        if self.state == "accepted" and self.valid_until and self.valid_until < day_in_paris(at):
            self._move_to("expired")
            self.events.append(DocumentExpired(**self._named(), version=self.version))

    def remove(self, *, at: datetime) -> None:
        """The row stays, with the kind; the bytes and the file name that the owner gave are removed."""
        if self.state == "removed":
            return
        self._move_to("removed")
        self.filename = ""
        self._discard_incoming(at)
        self._discard_kept(at)
        self.events.append(DocumentRemoved(**self._named(), version=self.version))

    def discard(self, *, at: datetime) -> list[Leftover]:
        """All that may lie in the store of it, whatever its state."""
        self._discard_incoming(at)
        self._discard_kept(at)
        return self.leftovers

    def _discard_incoming(self, at: datetime) -> None:
        """Twice: a URL handed out earlier can still write there until it lapses."""
        once_lapsed = at + UPLOAD_TARGET_LIVES + timedelta(minutes=1)
        self.leftovers += [Leftover(self.incoming_key, at), Leftover(self.incoming_key, once_lapsed)]

    def _discard_kept(self, at: datetime) -> None:
        """Twice: a check of a second delivery may still be under way and write its copy."""
        self.leftovers += [Leftover(self.kept_key, at), Leftover(self.kept_key, at + A_CHECK_LASTS_AT_MOST)]

    def _move_to(self, state: DocumentState) -> None:
        self.state = state
        self.check_due_at = None
        self.version += 1

    def _named(self) -> _Named:
        return {"document_id": self.id, "owner_id": self.owner_id, "kind": self.kind}
