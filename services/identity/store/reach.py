"""Which members an officer's role is good for: by the region of where they work."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.identity.tables import ACCOUNTS, ESTABLISHMENTS


def region_of(session: Session, member_id: UUID) -> str | None:
    place = sa.select(ESTABLISHMENTS.c.region).join(ACCOUNTS, ACCOUNTS.c.establishment_id == ESTABLISHMENTS.c.id)
    return session.scalar(place.where(ACCOUNTS.c.id == member_id))


def is_within_reach(session: Session, member_id: UUID, actor: Actor) -> bool:
    return not actor.regions or actor.may_in(region_of(session, member_id))


def within_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Of a statement that joins the establishment where the member works."""
    return ESTABLISHMENTS.c.region.in_(sorted(actor.regions)) if actor.regions else sa.true()
