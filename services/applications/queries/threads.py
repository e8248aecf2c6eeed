"""Threads of applications and general ones: their messages, and whom the last word waits for."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Row,
    Select,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from services.applications.domain.general_thread import GeneralThread
from services.applications.domain.thread import Message
from services.applications.store.reach import within_reach
from services.applications.store.threads import to_thread
from services.applications.tables import APPLICATIONS, BENEFITS, MESSAGES, THREAD_READINGS, THREADS
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    ListMessages,
    ListStaffThreads,
    ListThreadMessages,
    ListThreadReadings,
    ListThreads,
    MessageView,
    NoThreadYet,
    RegionCountView,
    StaffThreadView,
    ThreadMessagesView,
    ThreadReadingView,
    ThreadSummaryView,
    ThreadView,
    UnknownApplication,
    UnknownThread,
    WaitingMessagesView,
)
from services.contracts.base import Language, Page
from services.contracts.language import LocalizedText
from services.kit.database.paging import page_of

_a, _t, _m = APPLICATIONS.c, THREADS.c, MESSAGES.c


def list_messages(session: Session, query: ListMessages, actor: Actor) -> Page[MessageView]:
    _require_reader(session, query.application_id, actor)
    statement = select(MESSAGES).where(_m.application_id == query.application_id)
    return page_of(session, statement, [_m.sent_at, _m.id], query, message_view)


def message_view(message: Message | Row[Any]) -> MessageView:
    """Of a message or of its row: the columns bear the names of its fields."""
    return MessageView.of(message)


def list_thread_messages(session: Session, query: ListThreadMessages, actor: Actor) -> ThreadMessagesView:
    row = session.execute(select(THREADS).where(_t.id == query.thread_id)).mappings().one_or_none()
    if row is None:
        raise UnknownThread
    thread = to_thread(row)
    thread.require_side(actor)
    statement = select(MESSAGES).where(_m.thread_id == query.thread_id)
    found = page_of(session, statement, [_m.sent_at, _m.id], query, message_view)
    return ThreadMessagesView(
        items=found.items, next_cursor=found.next_cursor, thread=thread_view(thread, Role.OFFICER in actor.roles)
    )


def thread_view(thread: GeneralThread, of_officer: bool = False) -> ThreadView:
    member, state = thread.member, thread.thread
    return ThreadView(
        id=thread.id,
        subject=thread.subject,
        portal=member.portal,
        member_name=member.name,
        cgos_number=member.cgos_number,
        establishment_name=member.facts["establishment_name"],
        created_at=thread.created_at,
        unread_messages=state.unread_by_officer if of_officer else state.unread_by_member,
        waiting_since=state.unanswered_since,
    )


def list_threads(session: Session, query: ListThreads, actor: Actor, language: Language) -> Page[ThreadSummaryView]:
    """A member has few applications: the last message of each is looked up, in one statement."""
    kinds = {"general": (THREADS, _m.thread_id), "application": (APPLICATIONS, _m.application_id)}
    found = union_all(*(_mine(*kinds[kind], actor) for kind in kinds if query.kind in (None, kind))).subquery()
    order = [found.c.last_sent_at, found.c.id]

    def view(row: Row[Any]) -> ThreadSummaryView:
        return ThreadSummaryView.of(row, benefit_name=_in_language(row.benefit_name, language))

    return page_of(session, select(found), order, query, view, newest_first=True)


def _mine(table: FromClause, thread: "Column[Any]", actor: Actor) -> Select[Any]:
    last = (
        select(_m.author.label("last_author"), _m.sent_at.label("last_sent_at"))
        .where(thread == table.c.id)
        .order_by(_m.sent_at.desc(), _m.id.desc())
        .limit(1)
        .lateral()
    )
    unread = table.c.unread_by_member
    columns = (*_named(table, unread), last.c.last_author, last.c.last_sent_at)
    return select(*columns).select_from(_with_benefit(table).join(last, true())).where(table.c.member_id == actor.id)


def list_staff_threads(
    session: Session, query: ListStaffThreads, actor: Actor, language: Language
) -> Page[StaffThreadView]:
    parts = [_staff(THREADS, actor), _staff(APPLICATIONS, actor)] if query.waiting else [_staff(THREADS, actor)]
    if query.cgos_number:
        parts = [part.where(part.selected_columns.cgos_number == query.cgos_number) for part in parts]
    if query.waiting:
        parts = [part.where(part.selected_columns.waiting_since.is_not(None)) for part in parts]
    found = union_all(*parts).subquery()
    order = [found.c.waiting_since if query.waiting else found.c.last_sent_at, found.c.id]

    def view(row: Row[Any]) -> StaffThreadView:
        return StaffThreadView.of(
            row,
            benefit_name=_in_language(row.benefit_name, language),
            member_name=f"{row.given_name} {row.family_name}",
            claimed_by_me=row.claimed_by == actor.id,
        )

    return page_of(session, select(found), order, query, view, newest_first=not query.waiting)


def _staff(table: FromClause, actor: Actor) -> Select[Any]:
    """Of an application when its last message was sent is not looked up: it is listed by how long it waits."""
    general = table is THREADS
    who = table.c.applicant
    columns = (
        *_named(table, table.c.unread_by_officer),
        table.c.portal,
        table.c.cgos_number,
        who["given_name"].astext.label("given_name"),
        who["family_name"].astext.label("family_name"),
        (cast(null(), _a.claimed_by.type) if general else _a.claimed_by).label("claimed_by"),
        (_t.last_sent_at if general else _a.unanswered_since).label("last_sent_at"),
    )
    return select(*columns).select_from(_with_benefit(table)).where(within_reach(actor, table))  # type: ignore[arg-type]  # both are tables


def _named(table: FromClause, unread: ColumnElement[int]) -> tuple[ColumnElement[Any], ...]:
    """What any list says of a thread."""
    general = table is THREADS
    return (
        table.c.id,
        literal("general" if general else "application").label("kind"),
        (_t.subject if general else cast(null(), Text)).label("subject"),
        (cast(null(), JSONB) if general else BENEFITS.c.name).label("benefit_name"),
        (cast(null(), Text) if general else _a.status).label("status"),
        unread.label("unread_messages"),
        table.c.unanswered_since.label("waiting_since"),
    )


def _with_benefit(table: FromClause) -> FromClause:
    return table if table is THREADS else table.join(BENEFITS, BENEFITS.c.code == _a.benefit_code)


def _in_language(name: dict[str, str] | None, language: Language) -> str | None:
    return LocalizedText.model_validate(name).in_language(language) if name else None


def count_waiting_messages(session: Session) -> WaitingMessagesView:
    waiting = [
        select(table.c.applicant["region"].astext.label("region")).where(table.c.unanswered_since.is_not(None))
        for table in (APPLICATIONS, THREADS)
    ]
    each = union_all(*waiting).subquery()
    counted = select(each.c.region, func.count()).group_by(each.c.region)
    return WaitingMessagesView(
        regions=[RegionCountView(region=region, count=count) for region, count in session.execute(counted)]
    )


def list_thread_readings(session: Session, query: ListThreadReadings, actor: Actor) -> Page[ThreadReadingView]:
    r = THREAD_READINGS.c
    statement = select(THREAD_READINGS, _t.subject).join(THREADS).where(r.member_id == actor.id)
    return page_of(session, statement, [r.read_at, r.id], query, ThreadReadingView.of, newest_first=True)


def _require_reader(session: Session, application_id: UUID, actor: Actor) -> None:
    wanted = select(_a.member_id, _a.submitted_at).where(_a.id == application_id, within_reach(actor))
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise UnknownApplication
    if Role.OFFICER in actor.roles:
        if row.submitted_at is None:
            raise UnknownApplication
    elif row.member_id != actor.id:
        raise UnknownApplication
    elif row.submitted_at is None:
        raise NoThreadYet
