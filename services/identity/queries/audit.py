"""The audit as it is searched, with the names that its ids have today: it keeps none."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import STAFF
from services.contracts.base import Page
from services.contracts.calendar import PARIS
from services.contracts.identity import AuditEntryView, ListAudit
from services.contracts.identity.file_acts import FileActView, ListFileActs
from services.identity.tables import ACCOUNTS, AUDIT
from services.kit.database.paging import page_of

_ACTORS, _MEMBERS = ACCOUNTS.alias("actors"), ACCOUNTS.alias("members")


def audit_entries(session: Session, query: ListAudit) -> Page[AuditEntryView]:
    named = (_ACTORS.c.given_name + " " + _ACTORS.c.family_name).label("actor_name")
    statement = (
        sa.select(AUDIT, named, _MEMBERS.c.cgos_number)
        .outerjoin(_ACTORS, _ACTORS.c.id == AUDIT.c.actor_id)
        .outerjoin(_MEMBERS, _MEMBERS.c.id == AUDIT.c.member_id)
        .where(*_wanted(query))
    )
    return page_of(session, statement, [AUDIT.c.sequence], query, _view, newest_first=True)


def _wanted(query: ListAudit) -> list[sa.ColumnElement[bool]]:
    a = AUDIT.c
    wanted = [column == asked for column, asked in _equal(query) if asked is not None]
    if query.cgos_number is not None:
        number = "".join(query.cgos_number.split())
        member = sa.select(ACCOUNTS.c.id).where(ACCOUNTS.c.cgos_number == number)
        wanted.append(a.member_id == member.scalar_subquery())
    if query.from_date is not None:
        wanted.append(a.at >= datetime.combine(query.from_date, time.min, PARIS))
    if query.to_date is not None:
        wanted.append(a.at <= datetime.combine(query.to_date, time.max, PARIS))
    return wanted


def _equal(query: ListAudit) -> list[tuple[sa.Column[Any], object]]:
    a = AUDIT.c
    return [(a.member_id, query.member_id), (a.actor_id, query.actor_id), (a.act, query.act)]


def _view(row: sa.Row[Any]) -> AuditEntryView:
    return AuditEntryView.received(dict(row._mapping))


def file_acts(session: Session, query: ListFileActs, member_id: UUID) -> Page[FileActView]:
    a, staff = AUDIT.c, sa.cast(sorted(STAFF), sa.ARRAY(sa.Text))
    by_staff = sa.select(AUDIT).where(a.member_id == member_id, a.actor_roles.bool_op("&&")(staff))
    return page_of(session, by_staff, [a.sequence], query, _file_act, newest_first=True)


def _file_act(row: sa.Row[Any]) -> FileActView:
    told = dict(row._mapping)
    application = row.object_id if row.object_kind == "application" else row.detail
    return FileActView.received({**told, "roles": row.actor_roles, "application_id": _id(application)})


def _id(text: str | None) -> str | None:
    """What else an act says is a word of a list."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return None
