"""The versions of a benefit: which one is in force, and what each says. Where the version of the software before this
one published it, its scale and its dates are the benefit's own."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Date, ScalarSelect, case, cast, func, select

from services.applications.tables import BENEFIT_REVISIONS, BENEFITS
from services.contracts.calendar import PARIS

_r = BENEFIT_REVISIONS.c


def _of_version(own: Column[Any], of_benefit: Column[Any]) -> ColumnElement[Any]:
    return case((_r.in_force_from.is_(None), of_benefit), else_=own)


SCALE = _of_version(_r.scale, BENEFITS.c.scale)
OPENS_ON = _of_version(_r.opens_on, BENEFITS.c.opens_on)
CLOSES_ON = _of_version(_r.closes_on, BENEFITS.c.closes_on)


def version_in_force() -> ScalarSelect[int]:
    """Of the benefit of the row; of one that is not in force yet, the first."""
    r = BENEFIT_REVISIONS.alias("versions").c
    today = cast(func.timezone(PARIS.key, func.now()), Date)
    since = func.coalesce(r.in_force_from, cast(func.timezone(PARIS.key, r.published_at), Date))
    in_force = since <= today
    return (
        select(r.revision)
        .where(r.benefit_code == BENEFITS.c.code)
        .order_by(in_force.desc(), case((in_force, since)).desc(), case((~in_force, since)), r.revision.desc())
        .limit(1)
        .correlate(BENEFITS)
        .scalar_subquery()
    )
