"""What stands in the way of a member's erasure, and what will outlast it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.applications.domain.appeal import OPEN_APPEALS
from services.applications.domain.outlasting import GRANTED, keep_until
from services.applications.domain.status import UNDECIDED, Status
from services.applications.tables import APPEALS, APPLICATIONS, BENEFITS
from services.contracts.applications.erasure import BlockingApplicationView, ErasureOutlookView
from services.contracts.base import Language
from services.contracts.language import LocalizedText

_c = APPLICATIONS.c
BLOCKING = tuple(status for status in UNDECIDED if status != Status.DRAFT)
MOST_NAMED = 20
_OPEN_APPEAL = select(APPEALS.c.id).where(APPEALS.c.application_id == _c.id, APPEALS.c.state.in_(OPEN_APPEALS))
_APPEALED = _OPEN_APPEAL.exists()


def get_erasure_outlook(session: Session, member_id: UUID, language: Language) -> ErasureOutlookView:
    mine = _c.member_id == member_id
    named = select(_c.id, BENEFITS.c.name).join(BENEFITS, BENEFITS.c.code == _c.benefit_code)
    blocking = session.execute(
        named.where(mine, _c.status.in_(BLOCKING) | _APPEALED).order_by(_c.queue_at, _c.id).limit(MOST_NAMED)
    )
    granted = select(_c.decided_at).where(mine, _c.status.in_(GRANTED), _c.amount.is_not(None))
    decided = list(session.scalars(granted))
    drafts = session.scalars(select(_c.id).where(mine, _c.status == Status.DRAFT)).all()
    return ErasureOutlookView(
        blocking=[
            BlockingApplicationView(
                id=row.id, benefit_name=LocalizedText.model_validate(row.name).in_language(language)
            )
            for row in blocking
        ],
        drafts=len(drafts),
        kept_payments=len(decided),
        kept_until=max(map(keep_until, decided), default=None),
    )
