"""How often something was done lately, counted where it is written down, so that all processes count together."""

from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.kit.database.locks import lock_number


def one_at_a_time(session: Session, what: str) -> None:
    """From here to the end of the transaction: whoever else asks waits, and then counts what this one has done."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock_number(what))))


def seconds_until_room(
    session: Session,
    at: "sa.ColumnElement[datetime]",
    *which: sa.ColumnElement[bool],
    most: int,
    within: timedelta,
    now: datetime,
) -> int:
    """0 where fewer than `most` of the rows `which` bear an instant `within` that time; else until the one that is one
    too many leaves it. Only behind `one_at_a_time` is that still true when a row is added."""
    filling = sa.select(at).where(*which, at > now - within).order_by(at.desc()).offset(most - 1).limit(1)
    instant = session.execute(filling).scalar_one_or_none()
    return 0 if instant is None else max(1, ceil((instant + within - now).total_seconds()))
