"""What a service keeps of a member, table by table: handed out to them, and erased where that was decided."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.base import Page, PageQuery
from services.contracts.member_data import HeldRowView
from services.kit.database.house_tables import ERASED_MEMBERS, IDEMPOTENCY
from services.kit.database.paging import page_across
from services.kit.work import Work

Whose = Callable[[UUID], sa.ColumnElement[bool]]
_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The rows of a table that are of a member. They are deleted unless it says otherwise."""

    table: sa.Table
    of: Whose
    hidden: frozenset[str] = frozenset()
    """Columns that are not handed out: secrets, what only serves a search."""
    staff: frozenset[str] = frozenset()
    """Columns that hold the id of somebody of the staff: only that it was one of them is handed out."""
    blanked: Mapping[str, Any] = field(default_factory=dict)
    """What an erasure writes over a row that stays."""
    stays: str = ""
    """Why the rows stay as they are."""
    marks: frozenset[str] = frozenset()
    """Columns whose values show in what the staff are answered: saved replies with one are of this member."""


def owned_by(column: "sa.Column[Any]") -> Whose:
    return lambda member_id: column == member_id


def through(column: "sa.Column[Any]", parent: "sa.Column[Any]", owner: "sa.Column[Any]") -> Whose:
    """Of a row that belongs to another one, which has the owner."""
    return lambda member_id: column.in_(sa.select(parent).where(owner == member_id))


def held_rows(session: Session, kept: Sequence[Kept], member_id: UUID, query: PageQuery[Any]) -> Page[HeldRowView]:
    """In the order of `kept`; a page goes on into the next table. Raises BadCursor."""
    lists = [(sa.select(each.table).where(each.of(member_id)), _key(each.table)) for each in kept]
    return page_across(session, lists, query, lambda number, row: _handed_out(kept[number], row))


def erase_member(work: Work, kept: Sequence[Kept], member_id: UUID) -> None:
    """All of it, saved replies included; that they are erased is remembered, for a database that is restored. Rows that
    belong to others come before those in `kept`."""
    marks = _marks(work.session, kept, member_id)
    for each in kept:
        mine = each.of(member_id)
        if each.blanked:
            work.session.execute(sa.update(each.table).where(mine).values(dict(each.blanked)))
        elif not each.stays:
            work.session.execute(sa.delete(each.table).where(mine))
    replies = IDEMPOTENCY.c
    shown = replies.reply.regexp_match("|".join(map(re.escape, marks)))
    work.session.execute(sa.delete(IDEMPOTENCY).where((replies.subject == str(member_id)) | shown))
    known = insert(ERASED_MEMBERS).values(member_id=member_id, erased_at=work.now)
    work.session.execute(known.on_conflict_do_nothing())


def is_erased(session: Session, member_id: UUID) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(ERASED_MEMBERS.c.member_id == member_id))))


def _marks(session: Session, kept: Sequence[Kept], member_id: UUID) -> list[str]:
    found = [str(member_id)]
    for each in kept:
        for name in sorted(each.marks):
            values = session.scalars(sa.select(each.table.c[name]).where(each.of(member_id)))
            found += [str(value) for value in values if value]
    return found


def _key(table: sa.Table) -> sa.ColumnElement[str]:
    return sa.func.concat_ws("/", *(_sortable(column) for column in table.primary_key))


def _sortable(column: "sa.Column[Any]") -> sa.ColumnElement[str]:
    """In the same order as the column. Compared as bytes, whatever the language of the database."""
    text = sa.cast(column, sa.Text)
    padded = sa.func.lpad(text, _DIGITS, "0") if isinstance(column.type, sa.Integer) else text
    return sa.collate(padded, "C")


def _handed_out(kept: Kept, row: sa.Row[Any]) -> HeldRowView:
    told = {
        column.name: "staff" if column.name in kept.staff and row._mapping[column] is not None else row._mapping[column]
        for column in kept.table.c
        if column.name not in kept.hidden
    }
    return HeldRowView(table=kept.table.name, row=told)
