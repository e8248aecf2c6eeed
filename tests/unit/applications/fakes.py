"""Persistence without a database, for the handlers."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.applications.domain.applicant import Quotients
from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.documents import KnownDocument
from services.applications.domain.thread import Message
from services.contracts.applications import ApplicationEvent, Author, NotAttachable, UnknownApplication, UnknownBenefit


class InMemoryApplications:
    def __init__(self, *applications: Application) -> None:
        self.kept = {one.id: one for one in applications}
        self.events: list[ApplicationEvent] = []
        self.saved = 0

    def get(self, application_id: UUID) -> Application:
        if application_id not in self.kept:
            raise UnknownApplication
        return deepcopy(self.kept[application_id])

    def with_document(self, document_id: UUID) -> list[Application]:
        held = [one for one in self.kept.values() if document_id in {each.id for each in one.documents.values()}]
        return [deepcopy(one) for one in held]

    def add(self, application: Application) -> None:
        self.save(application)

    def save(self, application: Application) -> None:
        self.events += application.events
        self.saved += 1
        self.kept[application.id] = deepcopy(replace(application, events=[]))

    @property
    def event_types(self) -> list[str]:
        return [event.event_type() for event in self.events]


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

    def learn(self, news: KnownDocument) -> KnownDocument:
        known = self.kept.get(news.id)
        self.kept[news.id] = known.updated_by(news) if known else news
        return self.kept[news.id]

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]:
        return {one: self.kept[one].owner_id for one in document_ids if one in self.kept}


class InMemoryQuotients:
    def __init__(self) -> None:
        self.kept: dict[tuple[UUID, int], Decimal] = {}

    def keep(self, quotients: Quotients, asked_at: datetime) -> None:
        for year, amount in quotients.by_year.items():
            self.kept[quotients.member_id, year] = amount


class InMemoryMessages:
    def __init__(self) -> None:
        self.kept: list[Message] = []

    def add(self, message: Message) -> None:
        self.kept.append(message)

    def mark_read(self, application_id: UUID, reader: Author, at: datetime) -> None:
        self.kept = [
            replace(one, read_at=at) if one.application_id == application_id and one.author != reader else one
            for one in self.kept
        ]


class InMemoryDeadlines(InMemoryApplications):
    def passed_drafts(self, today: date) -> list[Application]:
        return [
            deepcopy(one)
            for one in self.kept.values()
            if one.status == "draft" and one.benefit.closes_on and one.benefit.closes_on < today
        ]

    def due_reminders(self, today: date) -> list[tuple[Application, int]]:
        return [(deepcopy(one), 7) for one in self.kept.values() if one.status in ("draft", "incomplete")]
