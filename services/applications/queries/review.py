"""The officers' queue and what an officer sees of one application."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, false, func, select
from sqlalchemy import text as text_
from sqlalchemy.orm import Session

from services.applications.desk_tables import ESTABLISHMENT, QUOTIENT_TIER, QUOTIENT_TIERS, REGION, SEARCHED
from services.applications.domain.application import Application
from services.applications.domain.delay import UsualDelay
from services.applications.domain.guards import require_reach, require_submitted_once
from services.applications.domain.opening import Opening
from services.applications.domain.rulings import Rulings
from services.applications.domain.searching import words_of
from services.applications.domain.status import OPEN, Status
from services.applications.queries.after_decision import after_fields, after_review_fields
from services.applications.queries.applications import find_application, what_happened
from services.applications.queries.benefits import usual_delay
from services.applications.queries.rulings import count_appeals, count_decision_corrections
from services.applications.queries.views import application_fields, current_amount
from services.applications.store.earlier import earlier_of
from services.applications.store.reach import within_reach
from services.applications.store.rows import COUNTED_QUOTIENT, ITS_AMENDMENT, ITS_QUOTIENT, ITS_REVISION
from services.applications.store.rulings import rulings_of
from services.applications.store.versions import SCALE
from services.applications.tables import (
    AMENDMENTS,
    APPLICATIONS,
    BENEFIT_REVISIONS,
    BENEFITS,
    QUOTIENTS,
    USUAL_DELAYS,
)
from services.contracts.actor import Actor
from services.contracts.applications import ListQueue, QueueCountsView, QueueItemView, ReviewedOpening, ReviewView
from services.contracts.base import Language, Page
from services.contracts.calendar import PARIS
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of

_a = APPLICATIONS.c
_ZERO = timedelta()
_TIERS = ("unknown", *QUOTIENT_TIERS, "above")
COUNTED_TO = 1000
"""Nothing but what can be worked on is counted further."""


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
        region=facts.get("region"),
        messages_waiting_since=application.thread.unanswered_since,
    )


def _opening(opening: Opening | None) -> ReviewedOpening | None:
    return ReviewedOpening.of(opening) if opening else None


def list_queue(
    session: Session, query: ListQueue, actor: Actor, now: datetime, language: Language
) -> Page[QueueItemView]:
    statement = _filtered(_queue(), query, actor, now)
    order = [_a.queue_at, _a.id]
    return page_of(session, statement, order, query, lambda row: _item(row._mapping, actor, now, language))


def counted_to(session: Session, query: ListQueue, actor: Actor, now: datetime, most: int) -> int:
    """How many the list would give, counted no further than that."""
    found = _filtered(select(_a.id), query, actor, now).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def count_queue(session: Session, actor: Actor, now: datetime) -> QueueCountsView:
    mine = _a.claimed_by == actor.id
    counted = select(func.count(), func.count(_a.claimed_by), func.count().filter(mine))
    counted = counted.where(_a.status.in_(OPEN), within_reach(actor))
    every, taken, of_mine = session.execute(counted).one()
    return QueueCountsView(
        nobodys=every - taken,
        mine=of_mine,
        others=taken - of_mine,
        incomplete=counted_to(session, ListQueue(waiting_for="member"), actor, now, COUNTED_TO),
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
            _a.applicant["establishment_name"].astext.label("establishment_name"),
            _a.waiting_since,
            _a.waited_seconds,
            AMENDMENTS.c.id.label("amendment_id"),
            USUAL_DELAYS.c.p50_days,
            USUAL_DELAYS.c.p90_days,
            BENEFITS.c.name,
            SCALE.label("scale"),
            BENEFIT_REVISIONS.c.rules,
            BENEFIT_REVISIONS.c.form,
            COUNTED_QUOTIENT.label("quotient"),
        )
        .join_from(APPLICATIONS, BENEFITS, BENEFITS.c.code == _a.benefit_code)
        .join(BENEFIT_REVISIONS, ITS_REVISION)
        .outerjoin(QUOTIENTS, ITS_QUOTIENT)
        .outerjoin(AMENDMENTS, ITS_AMENDMENT)
        .outerjoin(USUAL_DELAYS, USUAL_DELAYS.c.benefit_code == _a.benefit_code)
    )


def _filtered(statement: Select[Any], query: ListQueue, actor: Actor, now: datetime) -> Select[Any]:
    """What was never submitted has no `queue_at`, and is the member's alone."""
    statement = statement.where(_a.queue_at.is_not(None), within_reach(actor), *_further(query, now))
    if query.status:
        statement = statement.where(_a.status == query.status)
    elif query.waiting_for == "member":
        statement = statement.where(_a.status == Status.INCOMPLETE)
    elif query.waiting_for == "officer" or not (query.applicant or query.q):
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


def _further(query: ListQueue, now: datetime) -> Iterator[ColumnElement[bool]]:
    """Each has its index, in the order of the queue."""
    if query.over_days is not None:
        yield _a.queue_at < now - timedelta(days=query.over_days)
    if query.establishment is not None:
        yield ESTABLISHMENT.in_((query.establishment,))
    if query.region is not None:
        yield REGION.in_((query.region,))
    if query.quotient_tier is not None:
        yield QUOTIENT_TIER.in_((_TIERS.index(query.quotient_tier) - 1,))
    if query.q is not None:
        yield _found_by(query.q)


def _found_by(text: str) -> ColumnElement[bool]:
    with suppress(ValueError):
        return _a.id == UUID(text.strip())
    words = words_of(text)
    if not words:
        return false()
    return SEARCHED.op("@@")(func.to_tsquery(text_("'simple'"), " & ".join(f"{word}:*" for word in words)))


def _waits(row: RowMapping, now: datetime) -> dict[str, Any]:
    """As usual delays are counted: without what was spent waiting for the member."""
    if row["submitted_at"] is None or not Status(row["status"]).is_undecided:
        return {}
    waited = timedelta(seconds=row["waited_seconds"]) + (now - row["waiting_since"] if row["waiting_since"] else _ZERO)
    days = max(0, ceil((now - row["submitted_at"] - waited) / timedelta(days=1)))
    usual, median = row["p90_days"], row["p50_days"]
    late = None if usual is None or days <= median else "late" if days > usual else "soon"
    return {"waiting_days": days, "usual_days": usual, "late": late}


def _item(row: RowMapping, actor: Actor, now: datetime, language: Language) -> QueueItemView:
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
        establishment_name=row["establishment_name"] or "",
        amendment_waiting=row["amendment_id"] is not None,
        **_waits(row, now),
    )
