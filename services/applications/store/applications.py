"""How applications are kept, with what is attached to them and what happened."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Update, case, delete, func, insert, select, update

from services.applications.domain import timeline
from services.applications.domain.allowance import COUNTED_FOR, Allowance, Drafts
from services.applications.domain.amendment import papers_of
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.keeping import Keeping, keeping
from services.applications.domain.status import UNDECIDED, Status
from services.applications.store.amendments import changes_of, keep_amendments
from services.applications.store.earlier import counts_earlier, earlier_of
from services.applications.store.reach import within_reach
from services.applications.store.rows import (
    ITS_AMENDMENT,
    applications_with_benefits,
    from_application,
    to_application,
    to_document,
)
from services.applications.tables import (
    AMENDMENTS,
    APPEALS,
    APPLICATIONS,
    ATTACHMENTS,
    DOCUMENT_STATES,
    MESSAGES,
    TIMELINE,
)
from services.contracts.applications import DocumentsHeld, UnknownApplication
from services.kit.database.counting import one_at_a_time, seconds_until_room
from services.kit.work import Work


class SqlApplications:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session
        self._attached: dict[UUID, dict[str, UUID]] = {}
        """What is attached in the database to each of those given from here or added."""
        self._keeping: dict[UUID, Keeping | None] = {}
        """How long the documents of each were to be there, as it was told."""

    def get(self, application_id: UUID) -> Application:
        mine = within_reach(self._work.actor)
        found = self.locked(applications_with_benefits().where(APPLICATIONS.c.id == application_id, mine))
        if not found:
            raise UnknownApplication
        self._work.concerns(found[0].member_id)
        return found[0]

    def look_back(self, application: Application) -> None:
        """Of this member nobody submits anything else meanwhile: of two at once for the same right the second sees the
        first."""
        if counts_earlier(application.benefit):
            one_at_a_time(self._session, f"submissions of {application.member_id}")
            application.earlier = earlier_of(self._session, application)

    def with_document(self, document_id: UUID) -> list[Application]:
        held = select(ATTACHMENTS.c.application_id).where(ATTACHMENTS.c.document_id == document_id)
        return self.locked(
            applications_with_benefits().where(APPLICATIONS.c.id.in_(held), APPLICATIONS.c.status.in_(UNDECIDED))
        )

    def claimed_by(self, officer_id: UUID) -> list[Application]:
        c = APPLICATIONS.c
        return self.locked(applications_with_benefits().where(c.claimed_by == officer_id, c.status.in_(UNDECIDED)))

    def papers_to_come(self, application_id: UUID) -> list[UUID]:
        statement = (
            select(APPLICATIONS.c.asked, AMENDMENTS.c.changes)
            .outerjoin_from(APPLICATIONS, AMENDMENTS, ITS_AMENDMENT)
            .where(APPLICATIONS.c.id == application_id)
        )
        row = self._session.execute(statement).one_or_none()
        if row is None:
            return []
        made_way = [UUID(replaced) for replaced in row.asked.values() if replaced]
        return [*made_way, *papers_of(changes_of(row.changes or []))]

    def next_to_claim(self, officer_id: UUID, besides: UUID | None) -> Application | None:
        """Looked for without its benefit, so that what is locked is one row."""
        c = APPLICATIONS.c
        for whose in (
            (c.status == Status.SUBMITTED, c.claimed_by.is_(None)),
            (c.status == Status.UNDER_REVIEW, c.claimed_by == officer_id),
        ):
            waiting = select(c.id).where(*whose, within_reach(self._work.actor)).order_by(c.queue_at, c.id).limit(1)
            if besides is not None:
                waiting = waiting.where(c.id != besides)
            if (found := self._session.scalar(waiting.with_for_update(skip_locked=True))) is not None:
                return self.get(found)
        return None

    def locked(self, statement: Select[Any], *, skip_locked: bool = False) -> list[Application]:
        """In the order of ids, so that two who lock several never wait for each other. What is attached is read
        once the lock is held: only then is it what will be true at the end."""
        statement = statement.order_by(APPLICATIONS.c.id).with_for_update(of=APPLICATIONS, skip_locked=skip_locked)
        rows = self._session.execute(statement).mappings().all()
        documents = self._documents([row["id"] for row in rows])
        for application_id, attached in documents.items():
            self._attached[application_id] = _ids(attached)
        found = [to_application(row, documents[row["id"]]) for row in rows]
        self._keeping |= {each.id: keeping(each) for each in found}
        return found

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

    def drafts_of(self, member_id: UUID, benefit_code: str, allowance: Allowance, now: datetime) -> Drafts:
        one_at_a_time(self._session, f"drafts of {member_id}")
        c = APPLICATIONS.c
        mine = c.member_id == member_id
        of_benefit = func.count().filter(c.benefit_code == benefit_code)
        totals = select(func.count(), of_benefit).where(mine, c.status == Status.DRAFT)
        in_all, of_this = self._session.execute(totals).one()
        most = allowance.drafts_per_hour
        wait = seconds_until_room(self._session, c.created_at, mine, most=most, within=COUNTED_FOR, now=now)
        return Drafts(in_all, of_this, wait)

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
        c, now = APPLICATIONS.c, self._work.now
        # Where an older version wrote since the last telling, that stays to be told: `untold` finds it.
        told_at = case((c.held_told_at == c.updated_at, now), else_=c.held_told_at)
        changed = {"queue_at": queue_at, "updated_at": now, **from_application(application)}
        saving = update(APPLICATIONS).where(c.id == application.id).values(held_told_at=told_at, **changed)
        others = application.shows_others or keeping(application) != self._keeping.get(application.id)
        if others and application.submitted_at is not None:
            self._tell_held(application, saving.values(held_told_at=now))
        else:
            self._session.execute(saving)
        self._attach(application)
        keep_amendments(self._session, application)
        self._tell(application)

    def untold(self, limit: int) -> list[Application]:
        """Submitted before it was told which documents they hold, or written since by a version that does not tell."""
        c = APPLICATIONS.c
        unknown = c.submitted_at.is_not(None) & c.held_told_at.is_distinct_from(c.updated_at)
        return self.locked(applications_with_benefits().where(unknown).limit(limit), skip_locked=True)

    def tell_held(self, application: Application) -> None:
        c = APPLICATIONS.c
        self._tell_held(
            application, update(APPLICATIONS).where(c.id == application.id).values(held_told_at=c.updated_at)
        )

    def _tell_held(self, application: Application, statement: Update) -> None:
        version = APPLICATIONS.c.held_version
        of_this = MESSAGES.c.application_id == application.id, APPEALS.c.application_id == application.id
        in_thread = select(func.unnest(MESSAGES.c.document_ids)).where(of_this[0])
        posted = in_thread.union_all(select(func.unnest(APPEALS.c.document_ids)).where(of_this[1]))
        telling = statement.values(held_version=version + 1).returning(version, func.array(posted.scalar_subquery()))
        told, in_messages = self._session.execute(telling).one()
        in_slots = [document.id for document in application.documents.values()]
        in_amendment = application.amendment.papers if application.amendment else []
        held = list(dict.fromkeys([*in_slots, *in_messages, *in_amendment]))
        kept = keeping(application)
        self._work.record(
            DocumentsHeld(
                application_id=application.id,
                document_ids=held,
                version=told,
                region=application.applicant.facts.get("region"),
                kept_for=kept.why if kept else None,
                kept_until=kept.until if kept else None,
            )
        )
        application.shows_others = False
        self._keeping[application.id] = kept

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
