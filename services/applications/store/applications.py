"""How applications are kept, with what is attached to them and what happened."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, select, update

from services.applications.domain import timeline
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.status import UNDECIDED
from services.applications.store.rows import applications_with_benefits, from_application, to_application, to_document
from services.applications.tables import APPLICATIONS, ATTACHMENTS, DOCUMENT_STATES, TIMELINE
from services.contracts.applications import UnknownApplication
from services.kit.work import Work


class SqlApplications:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session
        self._attached: dict[UUID, dict[str, UUID]] = {}
        """What is attached in the database to each of those given from here or added."""

    def get(self, application_id: UUID) -> Application:
        found = self.locked(applications_with_benefits().where(APPLICATIONS.c.id == application_id))
        if not found:
            raise UnknownApplication
        return found[0]

    def with_document(self, document_id: UUID) -> list[Application]:
        held = select(ATTACHMENTS.c.application_id).where(ATTACHMENTS.c.document_id == document_id)
        return self.locked(
            applications_with_benefits().where(APPLICATIONS.c.id.in_(held), APPLICATIONS.c.status.in_(UNDECIDED))
        )

    def locked(self, statement: Select[Any], *, skip_locked: bool = False) -> list[Application]:
        """In the order of ids, so that two who lock several never wait for each other. What is attached is read
        once the lock is held: only then is it what will be true at the end."""
        statement = statement.order_by(APPLICATIONS.c.id).with_for_update(of=APPLICATIONS, skip_locked=skip_locked)
        rows = self._session.execute(statement).mappings().all()
        documents = self._documents([row["id"] for row in rows])
        for application_id, attached in documents.items():
            self._attached[application_id] = _ids(attached)
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
        self._attached[application.id] = {}
        self._attach(application)
        self._tell(application)

    def save(self, application: Application) -> None:
        queue_at = func.coalesce(application.review.completed_at, APPLICATIONS.c.queue_at, application.submitted_at)
        self._session.execute(
            update(APPLICATIONS)
            .where(APPLICATIONS.c.id == application.id)
            .values(queue_at=queue_at, updated_at=self._work.now, **from_application(application))
        )
        self._attach(application)
        self._tell(application)

    def _attach(self, application: Application) -> None:
        """Only what changed; nobody else changes it while the application is locked."""
        kept, wanted = self._attached[application.id], _ids(application.documents)
        if gone := [slot for slot in kept if kept[slot] != wanted.get(slot)]:
            mine = ATTACHMENTS.c.application_id == application.id
            self._session.execute(delete(ATTACHMENTS).where(mine, ATTACHMENTS.c.slot.in_(gone)))
        if new := [slot for slot in wanted if wanted[slot] != kept.get(slot)]:
            rows = [{"application_id": application.id, "slot": one, "document_id": wanted[one]} for one in new]
            self._session.execute(insert(ATTACHMENTS).values(rows))
        self._attached[application.id] = wanted

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


def _ids(documents: Mapping[str, KnownDocument]) -> dict[str, UUID]:
    return {slot: document.id for slot, document in documents.items()}
