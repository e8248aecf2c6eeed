"""The household as it is, or was on a day."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.identity import HouseholdView
from services.identity.domain.household import Household
from services.identity.file_tables import HOUSEHOLD_VERSIONS, HOUSEHOLDS

_v = HOUSEHOLD_VERSIONS.c


def household(session: Session, member_id: UUID, on: date | None = None) -> HouseholdView:
    """Of the day: what was told last of those that held by then. What was told before days were kept held always."""
    if on is not None:
        held = sa.select(HOUSEHOLD_VERSIONS).where(
            _v.member_id == member_id, sa.or_(_v.holds_from.is_(None), _v.holds_from <= on)
        )
        row = session.execute(held.order_by(_v.version.desc()).limit(1)).first()
        if row is not None:
            return HouseholdView.model_validate(dict(row._mapping))
        if session.scalar(sa.select(sa.exists().where(_v.member_id == member_id))):
            return _empty(member_id)
    h = HOUSEHOLDS.c
    of_it = sa.and_(_v.member_id == h.member_id, _v.version == h.version)
    present = sa.select(HOUSEHOLDS, _v.holds_from).outerjoin(HOUSEHOLD_VERSIONS, of_it)
    row = session.execute(present.where(h.member_id == member_id)).first()
    return HouseholdView.model_validate(dict(row._mapping)) if row is not None else _empty(member_id)


def _empty(member_id: UUID) -> HouseholdView:
    empty = Household(member_id)
    return HouseholdView(family_situation=None, partner=None, children=[], parts=empty.parts, version=empty.version)
