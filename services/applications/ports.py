"""What the handlers need of the world. Applications and documents are read in order to be changed: they stay locked
until the transaction ends."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from services.applications.domain.allowance import Allowance, Drafts, Written
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.general_thread import GeneralThread
from services.applications.domain.opening import Opening
from services.applications.domain.rulings import Rulings
from services.applications.domain.thread import Message
from services.contracts.applications import Author
from services.contracts.base import Language


class Applications(Protocol):
    def get(self, application_id: UUID) -> Application:
        """Raises UnknownApplication."""
        ...

    def look_back(self, application: Application) -> None:
        """It knows from then on what its member asked of the benefit before, where a rule counts that; its member
        submits nothing else until the end of the work."""
        ...

    def with_document(self, document_id: UUID) -> list[Application]:
        """Those not decided yet that have the document attached."""
        ...

    def claimed_by(self, officer_id: UUID) -> list[Application]:
        """Those not decided yet."""

    def papers_to_come(self, application_id: UUID) -> list[UUID]:
        """Documents that may come into its slots by an officer's act: of an amendment, and those that had to make way
        for others. Read without a lock, to lock the documents first."""
        ...

    def next_to_claim(self, officer_id: UUID, besides: UUID | None) -> Application | None:
        """Of those that nobody has the one that waits longest and that nobody else is being given; else one of this
        officer's."""

    def drafts_of(self, member_id: UUID, benefit_code: str, allowance: Allowance, now: datetime) -> Drafts:
        """Of this member nobody else starts one until the end of the work."""
        ...

    def add(self, application: Application) -> None: ...

    def save(self, application: Application) -> None:
        """One that was given from here or added, with what it recorded."""
        ...

    def untold(self, limit: int) -> list[Application]:
        """Those of which it was not told yet which documents they hold now."""
        ...

    def tell_held(self, application: Application) -> None: ...


class Deadlines(Protocol):
    def passed_drafts(self, today: date) -> list[Application]:
        """Some of the drafts whose deadline was before today."""
        ...

    def due_reminders(self, today: date) -> list[tuple[Application, int]]:
        """Some of the drafts and incomplete applications, each with the reminder (days before) that is due and that
        has not been given; it counts as given from now on."""
        ...

    def due_closings(self, today: date) -> list[Application]:
        """Some of the incomplete applications whose announced closing was before today."""
        ...

    def save(self, application: Application) -> None: ...


class Calendars(Protocol):
    def keep(self, member_id: UUID, token_hash: str, language: Language, at: datetime) -> None:
        """In place of the one before."""

    def forget(self, member_id: UUID) -> None: ...


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

    def known(self, document_ids: list[UUID]) -> dict[UUID, KnownDocument]:
        """Those of them that are known, by id; locked, in the order of their ids: before the applications."""
        ...

    def learn(self, news: KnownDocument) -> KnownDocument:
        """Keeps the greater version. Locked until the transaction ends, so that whoever
        attaches it and whoever hears of it come one after the other."""
        ...

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]: ...


class Applicants(Protocol):
    def keep_in_drafts(self, member_id: UUID, facts: dict[str, Any]) -> None:
        """Of whom they are, as identity says it now."""


class QuotientBook(Protocol):
    def keep(self, member_id: UUID, openings: Mapping[int, Opening], asked_at: datetime) -> None:
        """By year; unless they were asked for later already."""
        ...


class Messages(Protocol):
    """Of applications, or of general threads: `thread_id` is the id of either."""

    def written_by(
        self, author: Author, author_id: UUID, thread_id: UUID, allowance: Allowance, now: datetime
    ) -> Written:
        """For a thread that is held: nobody else writes in it, nor anywhere for this member, until the end of the
        work."""
        ...

    def unseen_since(self, thread_id: UUID, seen: UUID | None) -> datetime | None:
        """When the member wrote first after the message `seen`; None: nothing, or all was seen. Raises
        UnknownMessage."""
        ...

    def add(self, message: Message) -> None: ...

    def mark_read(self, thread_id: UUID, reader: Author, at: datetime) -> None: ...

    def find_unanswered(self) -> None:
        """Of applications: where it was not written down that the last word is the member's, and nobody read it."""


class Threads(Protocol):
    """The general ones."""

    def get(self, thread_id: UUID) -> GeneralThread:
        """Raises UnknownThread."""
        ...

    def add(self, thread: GeneralThread) -> None: ...

    def save(self, thread: GeneralThread) -> None: ...


class RulingBook(Protocol):
    def of(self, application: Application) -> Rulings:
        """Of one that is held."""
        ...

    def application_of_correction(self, correction_id: UUID) -> UUID:
        """Raises UnknownDecisionCorrection."""
        ...

    def appealed_with(self, officer_id: UUID) -> list[UUID]:
        """The applications whose appeal this officer has claimed, in the order of their ids."""
        ...

    def save(self, rulings: Rulings) -> None: ...


class Delays(Protocol):
    def work_out(self, decided_since: datetime, fewest: int, at: datetime) -> None:
        """The usual delay of each benefit with that many decisions, in place of those worked out before."""
        ...


class HeldOfMembers(Protocol):
    def keep_payments(self, member_id: UUID) -> None:
        """Of what was granted, what the accounts must show."""
        ...

    def erase(self, member_id: UUID) -> None:
        """All the rest."""
        ...
