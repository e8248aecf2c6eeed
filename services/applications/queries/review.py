"""The officers' queue and what an officer sees of one application."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.orm import Session

from services.applications.domain.application import Application
from services.applications.domain.delay import UsualDelay
from services.applications.domain.guards import require_reach, require_submitted_once
from services.applications.domain.opening import Opening
from services.applications.domain.rulings import Rulings
from services.applications.domain.status import OPEN
from services.applications.queries.after_decision import after_fields, after_review_fields
from services.applications.queries.applications import find_application, what_happened
from services.applications.queries.benefits import usual_delay
from services.applications.queries.rulings import count_appeals, count_decision_corrections
from services.applications.queries.views import application_fields, current_amount
from services.applications.store.earlier import earlier_of
from services.applications.store.reach import within_reach
from services.applications.store.rows import COUNTED_QUOTIENT, ITS_QUOTIENT, ITS_REVISION
from services.applications.store.rulings import rulings_of
from services.applications.store.versions import SCALE
from services.applications.tables import APPLICATIONS, BENEFIT_REVISIONS, BENEFITS, QUOTIENTS
from services.contracts.actor import Actor
from services.contracts.applications import ListQueue, QueueCountsView, QueueItemView, ReviewedOpening, ReviewView
from services.contracts.base import Language, Page
from services.contracts.calendar import PARIS
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of

_a = APPLICATIONS.c


def get_review(session: Session, application_id: UUID, actor: Actor, now: datetime, language: Language) -> ReviewView:
    application, delay = find_application(session, application_id)
    require_submitted_once(application)
    require_reach(application, actor)
    application.earlier = earlier_of(session, application)
    happened = what_happened(session, application_id)
    return _review(application, rulings_of(session, application), happened, delay, actor, language, now)


def review_in_hand(
    session: Session, application: Application, actor: Actor, now: datetime, language: Language
) -> ReviewView:
    """What `get_review` would answer once it is saved, without reading again what the transaction holds."""
    happened = what_happened(session, application.id)
    application.earlier = earlier_of(session, application)
    delay = usual_delay(session, application.benefit.code)
    return _review(application, rulings_of(session, application), happened, delay, actor, language, now)


def _review(
    application: Application,
    rulings: Rulings,
    happened: Sequence[RowMapping],
    delay: UsualDelay | None,
    actor: Actor,
    language: Language,
    now: datetime,
) -> ReviewView:
    fields = application_fields(application, happened, delay, language, now)
    fields["unread_messages"] = application.thread.unread_by_officer
    facts = application.applicant.facts
    return ReviewView(
        **fields,
        **after_fields(rulings),
        **after_review_fields(rulings, actor),
        portal=application.benefit.portal,
        applicant_name=application.applicant.name,
        cgos_number=application.applicant.cgos_number,
        establishment_name=facts["establishment_name"],
        profession=facts["profession"],
        quotient=application.quotient,
        claimed_by=application.review.claimed_by,
        claimed_by_me=application.review.claimed_by == actor.id,
        completed_at=application.review.completed_at,
        depends_on_quotient=application.benefit.depends_on_quotient,
        opening=_opening(application.opening),
        later_opening=_opening(application.later_opening),
        survivor_of=facts.get("survivor_of"),
        messages_waiting_since=application.thread.unanswered_since,
    )


def _opening(opening: Opening | None) -> ReviewedOpening | None:
    return ReviewedOpening.of(opening) if opening else None


def list_queue(session: Session, query: ListQueue, actor: Actor, language: Language) -> Page[QueueItemView]:
    statement = _filtered(_queue(), query, actor)
    order = [_a.queue_at, _a.id]
    return page_of(session, statement, order, query, lambda row: _item(row._mapping, actor, language))


def count_queue(session: Session, actor: Actor) -> QueueCountsView:
    mine = _a.claimed_by == actor.id
    counted = select(func.count(), func.count(_a.claimed_by), func.count().filter(mine))
    counted = counted.where(_a.status.in_(OPEN), within_reach(actor))
    every, taken, of_mine = session.execute(counted).one()
    return QueueCountsView(
        nobodys=every - taken,
        mine=of_mine,
        others=taken - of_mine,
        appeals=count_appeals(session, actor),
        decision_corrections=count_decision_corrections(session, actor),
    )


def _queue() -> Select[Any]:
    return (
        select(
            _a.id,
            _a.benefit_code,
            _a.portal,
            _a.status,
            _a.answers,
            _a.applicant["given_name"].astext.label("given_name"),
            _a.applicant["family_name"].astext.label("family_name"),
            _a.cgos_number,
            _a.submitted_at,
            _a.completed_at,
            _a.created_at,
            _a.queue_at,
            _a.claimed_by,
            _a.amount,
            _a.decided_at,
            _a.unread_by_officer,
            _a.version,
            BENEFITS.c.name,
            SCALE.label("scale"),
            BENEFIT_REVISIONS.c.rules,
            BENEFIT_REVISIONS.c.form,
            COUNTED_QUOTIENT.label("quotient"),
        )
        .join_from(APPLICATIONS, BENEFITS, BENEFITS.c.code == _a.benefit_code)
        .join(BENEFIT_REVISIONS, ITS_REVISION)
        .outerjoin(QUOTIENTS, ITS_QUOTIENT)
    )


def _filtered(statement: Select[Any], query: ListQueue, actor: Actor) -> Select[Any]:
    """What was never submitted has no `queue_at`, and is the member's alone."""
    statement = statement.where(_a.queue_at.is_not(None), within_reach(actor))
    if query.status:
        statement = statement.where(_a.status == query.status)
    elif not query.applicant:
        statement = statement.where(_a.status.in_(OPEN))
    if query.applicant:
        statement = statement.where(_a.cgos_number == query.applicant)
    if query.benefit_code:
        statement = statement.where(_a.benefit_code == query.benefit_code)
    if query.portal:
        statement = statement.where(_a.portal == query.portal)
    if query.assigned == "me":
        statement = statement.where(_a.claimed_by == actor.id)
    elif query.assigned == "nobody":
        statement = statement.where(_a.claimed_by.is_(None))
    elif query.assigned == "somebody":
        statement = statement.where(_a.claimed_by.is_not(None))
    if query.cgos_number:
        statement = statement.where(_a.cgos_number == query.cgos_number)
    if query.submitted_from:
        since = datetime.combine(query.submitted_from, time.min, PARIS)
        # Nothing queues before it is submitted: this lets the index in the order of the queue skip what is older.
        statement = statement.where(_a.submitted_at >= since, _a.queue_at >= since)
    if query.submitted_to:
        statement = statement.where(_a.submitted_at <= datetime.combine(query.submitted_to, time.max, PARIS))
    return statement


def _item(row: RowMapping, actor: Actor, language: Language) -> QueueItemView:
    return QueueItemView(
        id=row["id"],
        benefit_code=row["benefit_code"],
        benefit_name=LocalizedText.model_validate(row["name"]).in_language(language),
        portal=row["portal"],
        status=row["status"],
        applicant_name=f"{row['given_name']} {row['family_name']}",
        cgos_number=row["cgos_number"],
        submitted_at=row["submitted_at"],
        completed_at=row["completed_at"],
        claimed_by=row["claimed_by"],
        claimed_by_me=row["claimed_by"] == actor.id,
        unread_messages=row["unread_by_officer"],
        estimate=current_amount(row),
        version=row["version"],
    )
