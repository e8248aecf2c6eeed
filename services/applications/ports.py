"""What the handlers need of the world. Applications and documents are read in order to be changed: they stay locked
until the transaction ends."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.applications.domain.applicant import Quotients
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.thread import Message
from services.contracts.applications import Author


class Applications(Protocol):
    def get(self, application_id: UUID) -> Application:
        """Raises UnknownApplication."""
        ...

    def with_document(self, document_id: UUID) -> list[Application]:
        """Those not decided yet that have the document attached."""
        ...

    def add(self, application: Application) -> None: ...

    def save(self, application: Application) -> None:
        """One that was given from here or added, with what it recorded."""
        ...


class Deadlines(Protocol):
    def passed_drafts(self, today: date) -> list[Application]:
        """Some of the drafts whose deadline was before today."""
        ...

    def due_reminders(self, today: date) -> list[tuple[Application, int]]:
        """Some of the drafts and incomplete applications, each with the reminder (days before) that is due and that
        has not been given; it counts as given from now on."""
        ...

    def save(self, application: Application) -> None: ...


class Benefits(Protocol):
    def get(self, code: str) -> Benefit:
        """Raises UnknownBenefit."""
        ...

    def get_for_update(self, code: str) -> Benefit | None:
        """Nobody else publishes it meanwhile."""
        ...

    def publish(self, benefit: Benefit) -> None:
        """Raises BadScale where that version of the scale is published with other figures."""
        ...


class Documents(Protocol):
    def get(self, document_id: UUID) -> KnownDocument:
        """Raises NotAttachable."""
        ...

    def learn(self, news: KnownDocument) -> KnownDocument:
        """Keeps the greater version. Locked until the transaction ends, so that whoever
        attaches it and whoever hears of it come one after the other."""
        ...

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]: ...


class QuotientBook(Protocol):
    def keep(self, quotients: Quotients, asked_at: datetime) -> None:
        """Unless they were asked for later already."""
        ...


class Messages(Protocol):
    def add(self, message: Message) -> None: ...

    def mark_read(self, application_id: UUID, reader: Author, at: datetime) -> None: ...


class Delays(Protocol):
    def work_out(self, decided_since: datetime, fewest: int, at: datetime) -> None:
        """The usual delay of each benefit with that many decisions, in place of those worked out before."""
        ...
