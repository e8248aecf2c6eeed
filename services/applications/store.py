"""How applications and what surrounds them are kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, delete, func, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from services.applications.domain import timeline
from services.applications.domain.applicant import Quotients
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.message import Message
from services.applications.rows import applications_with_benefits, from_application, to_application, to_document
from services.applications.tables import (
    APPLICATIONS,
    ATTACHMENTS,
    DOCUMENT_STATES,
    MESSAGES,
    QUOTIENTS,
    TIMELINE,
)
from services.contracts.applications import Author, NotAttachable, UnknownApplication
from services.kit.work import Work

_UNDECIDED = ("draft", "submitted", "incomplete", "under_review")


class SqlApplications:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, application_id: UUID) -> Application:
        found = self.locked(applications_with_benefits().where(APPLICATIONS.c.id == application_id))
        if not found:
            raise UnknownApplication
        return found[0]

    def holding(self, document_id: UUID) -> list[Application]:
        held = select(ATTACHMENTS.c.application_id).where(ATTACHMENTS.c.document_id == document_id)
        return self.locked(
            applications_with_benefits().where(APPLICATIONS.c.id.in_(held), APPLICATIONS.c.status.in_(_UNDECIDED))
        )

    def locked(self, statement: Select[Any], *, skip_locked: bool = False) -> list[Application]:
        """In the order of ids, so that two who lock several never wait for each other. What is attached is read
        once the lock is held: only then is it what will be true at the end."""
        statement = statement.order_by(APPLICATIONS.c.id).with_for_update(of=APPLICATIONS, skip_locked=skip_locked)
        rows = self._session.execute(statement).mappings().all()
        documents = self._documents([row["id"] for row in rows])
        return [to_application(row, documents[row["id"]]) for row in rows]

    def _documents(self, application_ids: list[UUID]) -> dict[UUID, dict[str, KnownDocument]]:
        found: dict[UUID, dict[str, KnownDocument]] = {application_id: {} for application_id in application_ids}
        if found:
            statement = (
                select(ATTACHMENTS.c.application_id, ATTACHMENTS.c.slot, *DOCUMENT_STATES.c)
                .join(DOCUMENT_STATES)
                .where(ATTACHMENTS.c.application_id.in_(application_ids))
            )
            for row in self._session.execute(statement).mappings():
                found[row["application_id"]][row["slot"]] = to_document(row)
        return found

    def add(self, application: Application) -> None:
        self._session.execute(
            insert(APPLICATIONS).values(
                id=application.id,
                member_id=application.member_id,
                portal=application.benefit.portal,
                benefit_code=application.benefit.code,
                benefit_revision=application.benefit.revision,
                year=application.year,
                cgos_number=application.applicant.cgos_number,
                applicant=application.applicant.facts,
                created_at=application.created_at,
                updated_at=self._work.now,
                **from_application(application),
            )
        )
        self._tell(application)

    def save(self, application: Application) -> None:
        queue_at = func.coalesce(application.completed_at, APPLICATIONS.c.queue_at, application.submitted_at)
        self._session.execute(
            update(APPLICATIONS)
            .where(APPLICATIONS.c.id == application.id)
            .values(queue_at=queue_at, updated_at=self._work.now, **from_application(application))
        )
        self._attach(application)
        self._tell(application)

    def _attach(self, application: Application) -> None:
        wanted = [(slot, document.id) for slot, document in application.documents.items()]
        mine = ATTACHMENTS.c.application_id == application.id
        kept = tuple_(ATTACHMENTS.c.slot, ATTACHMENTS.c.document_id).in_(wanted)
        self._session.execute(delete(ATTACHMENTS).where(mine, ~kept))
        if wanted:
            rows = [{"application_id": application.id, "slot": slot, "document_id": id_} for slot, id_ in wanted]
            self._session.execute(upsert(ATTACHMENTS).values(rows).on_conflict_do_nothing())

    def _tell(self, application: Application) -> None:
        events, application.events = application.events, []
        for event in events:
            self._work.record(event)
        if events:
            self._session.execute(
                insert(TIMELINE),
                [
                    {
                        "application_id": application.id,
                        "at": self._work.now,
                        "event": event.event_type(),
                        "by": timeline.who(event),
                        "facts": timeline.facts(event),
                    }
                    for event in events
                ],
            )


class SqlDocuments:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def get(self, document_id: UUID) -> KnownDocument:
        statement = select(DOCUMENT_STATES).where(DOCUMENT_STATES.c.document_id == document_id).with_for_update()
        row = self._session.execute(statement).mappings().one_or_none()
        if row is None:
            raise NotAttachable.at("/document_id", "Not a document of yours that can still be used.")
        return to_document(row)

    def learn(self, news: KnownDocument) -> KnownDocument:
        statement = upsert(DOCUMENT_STATES).values(
            document_id=news.id,
            owner_id=news.owner_id,
            kind=news.kind,
            state=news.state,
            content_type=news.content_type,
            size=news.size,
            version=news.version,
        )
        known, told = DOCUMENT_STATES.c, statement.excluded
        newer = told.version > known.version
        statement = statement.on_conflict_do_update(
            index_elements=["document_id"],
            set_={
                "state": case((newer, told.state), else_=known.state),
                "version": func.greatest(told.version, known.version),
                "content_type": func.coalesce(known.content_type, told.content_type),
                "size": func.coalesce(known.size, told.size),
            },
        )
        return to_document(self._session.execute(statement.returning(*known)).mappings().one())

    def owners(self, document_ids: list[UUID]) -> dict[UUID, UUID]:
        if not document_ids:
            return {}
        c = DOCUMENT_STATES.c
        rows = self._session.execute(select(c.document_id, c.owner_id).where(c.document_id.in_(document_ids)))
        return {row.document_id: row.owner_id for row in rows}


class SqlQuotients:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def keep(self, quotients: Quotients, asked_at: datetime) -> None:
        rows = [
            {"member_id": quotients.member_id, "year": year, "amount": amount, "asked_at": asked_at}
            for year, amount in sorted(quotients.by_year.items())
        ]
        if not rows:
            return
        statement = upsert(QUOTIENTS).values(rows)
        statement = statement.on_conflict_do_update(
            index_elements=["member_id", "year"],
            set_={"amount": statement.excluded.amount, "asked_at": statement.excluded.asked_at},
            where=QUOTIENTS.c.asked_at < statement.excluded.asked_at,
        )
        self._session.execute(statement)


class SqlMessages:
    def __init__(self, work: Work) -> None:
        self._session = work.session

    def add(self, message: Message) -> None:
        self._session.execute(
            insert(MESSAGES).values(
                id=message.id,
                application_id=message.application_id,
                author=message.author,
                author_id=message.author_id,
                body=message.body,
                document_ids=message.document_ids,
                sent_at=message.sent_at,
            )
        )

    def mark_read(self, application_id: UUID, reader: Author, at: datetime) -> None:
        c = MESSAGES.c
        self._session.execute(
            update(MESSAGES)
            .where(c.application_id == application_id, c.author != reader, c.read_at.is_(None))
            .values(read_at=at)
        )
