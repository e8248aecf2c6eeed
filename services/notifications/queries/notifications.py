"""A person's list in the space, paged by number, and how many of it are unread."""

from typing import Any
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
from services.kit.database.paging import page_of
from services.kit.database.rows import from_row
from services.notifications.domain.notices import KINDS, Notification, Params, link_of
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
        shown = shown.where(number > _number_of(session, query.after, actor.id))

    def view(row: sa.Row[Any]) -> NotificationView:
        return notification_view(from_row(Notification, row), actor.portal, language)

    return page_of(session, shown, [number], query, view, newest_first=not query.after)


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
        application_id=_application_of(notification.params),
    )


def count_unread(session: Session, account_id: UUID, application_id: UUID | None = None) -> UnreadView:
    mine = [notifications.c.account_id == account_id, notifications.c.read_at.is_(None)]
    if application_id is not None:
        mine.append(notifications.c.params["application_id"].astext == str(application_id))
    return UnreadView(unread=session.scalar(sa.select(sa.func.count()).where(*mine)) or 0)


def _application_of(params: Params) -> UUID | None:
    found = params.get("application_id")
    return UUID(str(found)) if found else None


def _number_of(session: Session, notification_id: UUID, account_id: UUID) -> int:
    mine = sa.and_(notifications.c.id == notification_id, notifications.c.account_id == account_id)
    number: int | None = session.scalar(sa.select(notifications.c.number).where(mine))
    if number is None:
        raise UnknownNotification
    return number
