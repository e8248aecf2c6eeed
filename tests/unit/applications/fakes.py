"""Persistence without a database, for the handlers."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from services.applications.domain.allowance import Allowance, Drafts, Written
from services.applications.domain.amendment import Amendment
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.general_thread import GeneralThread
from services.applications.domain.opening import Opening
from services.applications.domain.outlasting import GRANTED
from services.applications.domain.rulings import Rulings
from services.applications.domain.status import UNDECIDED, Status
from services.applications.domain.thread import Message
from services.applications.store.earlier import to_earlier
from services.contracts.applications import (
    ApplicationEvent,
    Author,
    NotAttachable,
    ThreadMessagePosted,
    UnknownApplication,
    UnknownBenefit,
    UnknownDecisionCorrection,
    UnknownThread,
)
from services.contracts.base import Language


class InMemoryApplications:
    def __init__(self, *applications: Application) -> None:
        self.kept = {one.id: one for one in applications}
        self.events: list[ApplicationEvent] = []
        self.saved = 0
        self.amendments: list[Amendment] = []
        """Those that ended."""
        self.held: dict[UUID, list[UUID]] = {}
        """What was told of each, but for what messages bring."""

    def get(self, application_id: UUID) -> Application:
        if application_id not in self.kept:
            raise UnknownApplication
        return deepcopy(self.kept[application_id])

    def look_back(self, application: Application) -> None:
        mine = [one for one in self.kept.values() if one.member_id == application.member_id and one.submitted_at]
        same = [one for one in mine if one.benefit.code == application.benefit.code and one.id != application.id]
        granting = [one for one in same if one.status in (*UNDECIDED, *GRANTED)]
        application.earlier = tuple(to_earlier(one) for one in granting)

    def with_document(self, document_id: UUID) -> list[Application]:
        held = [one for one in self.kept.values() if document_id in {each.id for each in one.documents.values()}]
        return [deepcopy(one) for one in held]

    def claimed_by(self, officer_id: UUID) -> list[Application]:
        claimed = [one for one in self.kept.values() if one.review.claimed_by == officer_id]
        return [deepcopy(one) for one in claimed if one.status.is_undecided]

    def papers_to_come(self, application_id: UUID) -> list[UUID]:
        found = self.kept.get(application_id)
        if found is None:
            return []
        made_way = [one for one in found.waiting.asked.values() if one is not None]
        return [*made_way, *(found.amendment.papers if found.amendment else [])]

    def next_to_claim(self, officer_id: UUID, besides: UUID | None) -> Application | None:
        others = sorted((one for one in self.kept.values() if one.id != besides), key=lambda one: str(one.submitted_at))
        free = [one for one in others if one.status is Status.SUBMITTED and one.review.claimed_by is None]
        mine = [one for one in others if one.status is Status.UNDER_REVIEW and one.review.claimed_by == officer_id]
        return deepcopy(next(iter([*free, *mine]), None))

    def drafts_of(self, member_id: UUID, benefit_code: str, allowance: Allowance, now: datetime) -> Drafts:
        return Drafts(0, 0, 0)

    def add(self, application: Application) -> None:
        self.save(application)

    def save(self, application: Application) -> None:
        self.events += application.events
        self.saved += 1
        if application.shows_others and application.submitted_at:
            self.tell_held(application)
        self.amendments += application.ended_amendments
        fresh = replace(application, events=[], shows_others=False, ended_amendments=[])
        self.kept[application.id] = deepcopy(fresh)

    def untold(self, limit: int) -> list[Application]:
        return [deepcopy(one) for one in self.kept.values() if one.submitted_at and one.id not in self.held][:limit]

    def tell_held(self, application: Application) -> None:
        self.held[application.id] = [document.id for document in application.documents.values()]

    @property
    def event_types(self) -> list[str]:
        return [event.event_type() for event in self.events]


@dataclass
class InMemoryCalendars:
    """The hash of each member's token."""

    kept: dict[UUID, str] = field(default_factory=dict)

    def keep(self, member_id: UUID, token_hash: str, language: Language, at: datetime) -> None:
        self.kept[member_id] = token_hash

    def forget(self, member_id: UUID) -> None:
        self.kept.pop(member_id, None)


class InMemoryBenefits:
    def __init__(self, *benefits: Benefit) -> None:
        self.kept = {one.code: one for one in benefits}

    def get(self, code: str) -> Benefit:
        if code not in self.kept:
            raise UnknownBenefit
        return self.kept[code]

    def get_for_update(self, code: str) -> Benefit | None:
        return self.kept.get(code)

    def publish(self, benefit: Benefit) -> None:
        self.kept[benefit.code] = benefit


class InMemoryDocuments:
    def __init__(self, *documents: KnownDocument) -> None:
        self.kept = {one.id: one for one in documents}

    def get(self, document_id: UUID) -> KnownDocument:
        if document_id not in self.kept:
            raise NotAttachable.at("/document_id", "unknown")
        return self.kept[document_id]

    def known(self, document_ids: list[UUID]) -> dict[UUID, KnownDocument]:
        return {one: self.kept[one] for one in document_ids if one in self.kept}

    def learn(self, news: KnownDocument) -> KnownDocument:
        known = self.kept.get(news.id)
        self.kept[news.id] = known.updated_by(news) if known else news
        return self.kept[news.id]

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]:
        return {one: self.kept[one].owner_id for one in document_ids if one in self.kept}


class InMemoryQuotients:
    def __init__(self) -> None:
        self.kept: dict[tuple[UUID, int], Opening] = {}

    def keep(self, member_id: UUID, openings: Mapping[int, Opening], asked_at: datetime) -> None:
        self.kept |= {(member_id, year): opening for year, opening in openings.items()}


class InMemoryRulings:
    """Of applications that are decided, in their order."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Rulings] = {}

    def of(self, application: Application) -> Rulings:
        kept = self.kept.get(application.id)
        if kept is None:
            return Rulings(application=application)
        return Rulings(application=application, ruled=list(kept.ruled), appeal=kept.appeal, correction=kept.correction)

    def application_of_correction(self, correction_id: UUID) -> UUID:
        for one in self.kept.values():
            if one.correction and one.correction.id == correction_id:
                return one.application.id
        raise UnknownDecisionCorrection

    def appealed_with(self, officer_id: UUID) -> list[UUID]:
        return [key for key, one in self.kept.items() if one.open_appeal and one.open_appeal.claimed_by == officer_id]

    def save(self, rulings: Rulings) -> None:
        self.kept[rulings.application.id] = deepcopy(rulings)


class InMemoryMessages:
    def __init__(self) -> None:
        self.kept: list[Message] = []

    def written_by(
        self, author: Author, author_id: UUID, thread_id: UUID, allowance: Allowance, now: datetime
    ) -> Written:
        return Written(0, 0)

    def unseen_since(self, thread_id: UUID, seen: UUID | None) -> datetime | None:
        last = next((one.sent_at for one in self.kept if one.id == seen), None)
        later = [one.sent_at for one in self.kept if last and one.author == "member" and one.sent_at > last]
        return min(later, default=None)

    def add(self, message: Message) -> None:
        self.kept.append(message)

    def mark_read(self, thread_id: UUID, reader: Author, at: datetime) -> None:
        self.kept = [
            replace(one, read_at=at) if one.in_thread == thread_id and one.author != reader else one
            for one in self.kept
        ]

    def find_unanswered(self) -> None:
        """Here nothing was written by another version."""


class InMemoryThreads:
    def __init__(self, *threads: GeneralThread) -> None:
        self.kept = {one.id: one for one in threads}
        self.events: list[ThreadMessagePosted] = []

    def get(self, thread_id: UUID) -> GeneralThread:
        if thread_id not in self.kept:
            raise UnknownThread
        return deepcopy(self.kept[thread_id])

    def add(self, thread: GeneralThread) -> None:
        self.kept[thread.id] = deepcopy(replace(thread, events=[]))

    def save(self, thread: GeneralThread) -> None:
        self.events += thread.events
        self.add(thread)


class InMemoryDeadlines(InMemoryApplications):
    def passed_drafts(self, today: date) -> list[Application]:
        return [
            deepcopy(one)
            for one in self.kept.values()
            if one.status == "draft" and one.benefit.closes_on and one.benefit.closes_on < today
        ]

    def due_closings(self, today: date) -> list[Application]:
        waiting = [one for one in self.kept.values() if one.status == "incomplete" and one.closing]
        return [deepcopy(one) for one in waiting if one.closing and one.closing.closes_on < today]

    def due_reminders(self, today: date) -> list[tuple[Application, int]]:
        return [(deepcopy(one), 7) for one in self.kept.values() if one.status in ("draft", "incomplete")]
