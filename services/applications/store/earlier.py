"""What a member asked of a benefit before."""

from decimal import Decimal

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from services.applications.domain.application import Application
from services.applications.domain.benefit import Benefit
from services.applications.domain.outlasting import GRANTED
from services.applications.domain.rules.situation import Earlier
from services.applications.domain.status import UNDECIDED, Status
from services.applications.store.rows import applications_with_benefits, to_application
from services.applications.tables import APPLICATIONS
from services.contracts.calendar import day_in_paris

_COUNTING = frozenset({"limit", "once"})


def counts_earlier(benefit: Benefit) -> bool:
    return any(rule.kind in _COUNTING for rule in benefit.all_rules)


def earlier_of(session: Session, application: Application) -> tuple[Earlier, ...]:
    """What was granted, and what was submitted before this one and is not decided; nothing is read where no rule of the
    benefit counts it, nor of a decision, which is frozen."""
    if application.status.is_decided or not counts_earlier(application.benefit):
        return ()
    a = APPLICATIONS.c
    before = a.submitted_at < application.submitted_at if application.submitted_at else a.submitted_at.is_not(None)
    under_way = and_(a.status.in_([one for one in UNDECIDED if one != Status.DRAFT]), before)
    statement = applications_with_benefits().where(
        a.member_id == application.member_id,
        a.benefit_code == application.benefit.code,
        a.id != application.id,
        or_(a.status.in_(GRANTED), under_way),
    )
    rows = session.execute(statement.order_by(a.submitted_at)).mappings()
    return tuple(to_earlier(to_application(row, {})) for row in rows)


def to_earlier(application: Application) -> Earlier:
    decision, submitted = application.review.decision, application.submitted_at or application.created_at
    amount = decision.amount if decision else application.estimate.amount
    return Earlier(
        application.answers, day_in_paris(application.created_at), day_in_paris(submitted), amount or Decimal(0)
    )
