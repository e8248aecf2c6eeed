"""Who of the officers has what: numbers and states, nothing of what is in a file."""

from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from services.applications.domain.application import Application
from services.applications.domain.status import UNDECIDED, Status
from services.applications.store.reach import within_reach
from services.applications.tables import APPLICATIONS, BENEFITS
from services.contracts.actor import Actor
from services.contracts.applications import ClaimsOfOfficerView, ClaimsView, ClaimView, ListClaims
from services.contracts.base import Language, Page
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of

_a = APPLICATIONS.c
_CLAIMED = _a.claimed_by.is_not(None) & _a.status.in_(UNDECIDED)


def count_claims(session: Session, actor: Actor) -> ClaimsView:
    waits = func.count().filter(_a.status == Status.INCOMPLETE)
    counted = (
        select(_a.claimed_by, func.count() - waits, waits, func.min(_a.queue_at))
        .where(_CLAIMED, within_reach(actor))
        .group_by(_a.claimed_by)
        .order_by(func.count().desc(), _a.claimed_by)
    )
    return ClaimsView(
        items=[
            ClaimsOfOfficerView(officer_id=officer_id, under_review=at_work, incomplete=waiting, oldest=oldest)
            for officer_id, at_work, waiting, oldest in session.execute(counted)
        ]
    )


def list_claims(session: Session, query: ListClaims, actor: Actor, language: Language) -> Page[ClaimView]:
    statement = (
        select(_a.id, _a.benefit_code, _a.status, _a.claimed_by, _a.queue_at, _a.version, BENEFITS.c.name)
        .join_from(APPLICATIONS, BENEFITS, BENEFITS.c.code == _a.benefit_code)
        .where(_CLAIMED, _a.claimed_by == query.officer_id, within_reach(actor))
    )
    return page_of(session, statement, [_a.queue_at, _a.id], query, lambda row: _claim(row._mapping, language))


def claim_in_hand(application: Application, language: Language) -> ClaimView:
    return _view(
        id=application.id,
        benefit_code=application.benefit.code,
        name=application.benefit.name.in_language(language),
        status=application.status,
        claimed_by=application.review.claimed_by,
        since=application.review.completed_at or application.waiting.since,
        version=application.version,
    )


def _claim(row: RowMapping, language: Language) -> ClaimView:
    name = LocalizedText.model_validate(row["name"]).in_language(language)
    others = {key: row[key] for key in ("id", "benefit_code", "status", "claimed_by", "version")}
    return _view(name=name, since=row["queue_at"], **others)


def _view(name: str, claimed_by: UUID | None, **fields: Any) -> ClaimView:
    return ClaimView(benefit_name=name, claimed_by=claimed_by, **fields)
