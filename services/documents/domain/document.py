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
from services.documents.domain.validity import valid_until

UPLOAD_TARGET_LIVES = timedelta(minutes=10)
CONTENT_URL_LIVES = timedelta(seconds=60)
UPLOAD_EXPECTED_WITHIN = timedelta(hours=24)
A_CHECK_LASTS_AT_MOST = timedelta(hours=1)


def _random_key(place: Literal["incoming", "kept"]) -> str:
    return f"{place}/{secrets.token_hex(20)}"


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
            incoming_key=_random_key("incoming"),
            kept_key=_random_key("kept"),
        )

    def require_owner(self, actor: Actor) -> None:
        if actor.subject != str(self.owner_id) or self.state == "removed":
            raise UnknownDocument

    def require_reader(self, actor: Actor) -> None:
        if Role.OFFICER not in actor.roles or self.state == "removed":
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

    def complete_upload(self) -> None:
        self.require_awaiting_upload()
        self._move_to("checking")
        self.events.append(DocumentUploaded(**self._named(), version=self.version))

    def accept(self, *, at: datetime) -> None:
        if self.state != "checking":
            return
        self._move_to("accepted")
        self.valid_until = valid_until(self.kind, self.created_at)
        self._discard_incoming(at)
        self.events.append(
            DocumentAccepted(**self._named(), content_type=self.content_type, size=self.size, version=self.version)
        )

    def reject(self, reason: RejectionReason, *, at: datetime) -> None:
        if self.state != "checking":
            return
        self._move_to("rejected")
        self.reason = reason
        self._discard_incoming(at)
        self._discard_kept(at)
        self.events.append(DocumentRejected(**self._named(), reason=reason, version=self.version))

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

    def _discard_incoming(self, at: datetime) -> None:
        """Twice: a URL handed out earlier can still write there until it lapses."""
        once_lapsed = at + UPLOAD_TARGET_LIVES + timedelta(minutes=1)
        self.leftovers += [Leftover(self.incoming_key, at), Leftover(self.incoming_key, once_lapsed)]

    def _discard_kept(self, at: datetime) -> None:
        """Twice: a check of a second delivery may still be under way and write its copy."""
        self.leftovers += [Leftover(self.kept_key, at), Leftover(self.kept_key, at + A_CHECK_LASTS_AT_MOST)]

    def _move_to(self, state: DocumentState) -> None:
        self.state = state
        self.version += 1

    def _named(self) -> _Named:
        return {"document_id": self.id, "owner_id": self.owner_id, "kind": self.kind}
