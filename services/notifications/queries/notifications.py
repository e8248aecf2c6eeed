from dataclasses import fields
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Language, Page
from services.contracts.notifications import (
    ListNotifications,
    NotificationView,
    UnknownNotification,
    UnreadView,
)
from services.kit.database.paging import BadCursor, decode_cursor, encode_cursor
from services.notifications.domain.notices import KINDS, Notification, link_of
from services.notifications.queries.wording import wording
from services.notifications.tables import notifications


def list_notifications(
    session: Session, query: ListNotifications, actor: Actor, language: Language
) -> Page[NotificationView]:
    """Newest first; oldest first where a stream resumes after one that it showed."""
    number = notifications.c.number
    shown = sa.select(notifications).where(notifications.c.account_id == actor.id)
    if query.unread is not None:
        unread = notifications.c.read_at.is_(None)
        shown = shown.where(unread if query.unread else ~unread)
    if query.after:
        shown = shown.where(number > _number_of(session, query.after, actor.id)).order_by(number)
    else:
        shown = shown.order_by(number.desc())
    if query.cursor:
        last_seen = _last_seen(query.cursor)
        shown = shown.where(number > last_seen if query.after else number < last_seen)
    rows = session.execute(shown.limit(query.limit + 1)).mappings().all()
    page = rows[: query.limit]
    names = [each.name for each in fields(Notification)]
    return Page(
        items=[
            notification_view(Notification(**{name: row[name] for name in names}), actor.portal, language)
            for row in page
        ],
        next_cursor=encode_cursor([page[-1]["number"]]) if len(rows) > query.limit else None,
    )


def notification_view(notification: Notification, portal: str | None, language: Language) -> NotificationView:
    title, text = wording(notification.type, notification.params, language)
    return NotificationView(
        id=notification.id,
        type=notification.type,
        title=title,
        text=text,
        link=link_of(KINDS[notification.type].page, portal, notification.params),
        created_at=notification.created_at,
        read_at=notification.read_at,
    )


def count_unread(session: Session, account_id: UUID) -> UnreadView:
    mine = (notifications.c.account_id == account_id, notifications.c.read_at.is_(None))
    return UnreadView(unread=session.scalar(sa.select(sa.func.count()).where(*mine)) or 0)


def _number_of(session: Session, notification_id: UUID, account_id: UUID) -> int:
    mine = sa.and_(notifications.c.id == notification_id, notifications.c.account_id == account_id)
    number: int | None = session.scalar(sa.select(notifications.c.number).where(mine))
    if number is None:
        raise UnknownNotification
    return number


def _last_seen(cursor: str) -> int:
    match decode_cursor(cursor, kinds=(int,)):
        case (int() as number,) if 0 < number < 2**63:
            return number
    raise BadCursor.at("/cursor", "this cursor does not come from this list")
