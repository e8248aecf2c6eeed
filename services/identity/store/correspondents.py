"""Who speaks for an establishment."""

from typing import Any

import sqlalchemy as sa

from services.contracts.actor import Role
from services.identity.tables import ACCOUNTS

_STAFF = ACCOUNTS.alias("correspondents")
_SPEAKS = (
    _STAFF.c.portal == "staff",
    _STAFF.c.closed_at.is_(None),
    sa.literal(Role.ESTABLISHMENT.value) == sa.any_(_STAFF.c.roles),
)


def speaks_for(establishment_id: sa.ColumnElement[object]) -> sa.ColumnElement[bool]:
    """Whether anybody does, whose account is open. A scope that the version before wrote is one establishment."""
    alone = sa.and_(_STAFF.c.establishments.is_(None), _STAFF.c.establishment_id == establishment_id)
    return sa.exists().where(*_SPEAKS, sa.or_(establishment_id == sa.any_(_STAFF.c.establishments), alone))


def spoken_for() -> sa.CompoundSelect[Any]:
    """All of them at once, for a statement that looks at many."""
    alone = (_STAFF.c.establishments.is_(None), _STAFF.c.establishment_id.is_not(None))
    return sa.union_all(
        sa.select(sa.func.unnest(_STAFF.c.establishments)).where(*_SPEAKS),
        sa.select(_STAFF.c.establishment_id).where(*_SPEAKS, *alone),
    )
