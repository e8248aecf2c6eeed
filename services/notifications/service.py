"""The wiring of notifications: its calls, one consumer for each event of the catalogue, the mails that are due."""

from collections.abc import Callable
from typing import Any

from services.contracts.base import Event, Page
from services.contracts.identity import MemberErased
from services.contracts.member_data import HeldRowView
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListMemberData,
    ListNotifications,
    MarkApplicationNotificationsRead,
    MarkNotificationRead,
    MarkNotificationsRead,
    NotificationView,
    PreferencesView,
    PutPreferences,
    UnreadView,
)
from services.kit.events.consumers import consumes
from services.kit.member_data import erase_member, held_rows
from services.kit.process.configuration import configured
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work, utc_now
from services.notifications.directory import IdentityDirectory
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import NOTIFIED_EVENTS
from services.notifications.emails.composing import EmailComposer
from services.notifications.handlers.mark_application_notifications_read import mark_application_notifications_read
from services.notifications.handlers.mark_notification_read import mark_notification_read
from services.notifications.handlers.mark_notifications_read import mark_notifications_read
from services.notifications.handlers.notify import notify
from services.notifications.handlers.put_preferences import put_preferences
from services.notifications.handlers.send_mail import send_mail
from services.notifications.member_data import KEPT
from services.notifications.queries.notifications import count_unread, list_notifications, notification_view
from services.notifications.queries.preferences import get_preferences
from services.notifications.resources import resources
from services.notifications.sender import due_mails
from services.notifications.settings import Settings
from services.notifications.store import SqlMails, SqlNotifications, SqlPreferences


class NotificationsService:
    name = "notifications"
    settings = configured(Settings)
    rpc = RpcClient()
    resources = resources()

    @handles(ListNotifications)
    def list_notifications(self, query: ListNotifications, work: Work) -> Page[NotificationView]:
        return list_notifications(work.session, query, work.actor, work.language)

    @handles(CountUnread)
    def count_unread(self, query: CountUnread, work: Work) -> UnreadView:
        return count_unread(work.session, work.actor.id, query.application_id)

    @handles(MarkNotificationRead)
    def mark_notification_read(self, command: MarkNotificationRead, work: Work) -> NotificationView:
        notification = mark_notification_read(command, work.actor, work.now, SqlNotifications(work))
        return notification_view(notification, work.actor.portal, work.language)

    @handles(MarkNotificationsRead)
    def mark_notifications_read(self, command: MarkNotificationsRead, work: Work) -> UnreadView:
        mark_notifications_read(command, work.actor, work.now, SqlNotifications(work))
        return count_unread(work.session, work.actor.id)

    @handles(MarkApplicationNotificationsRead)
    def mark_application_notifications_read(self, command: MarkApplicationNotificationsRead, work: Work) -> UnreadView:
        mark_application_notifications_read(command, work.actor, work.now, SqlNotifications(work))
        return count_unread(work.session, work.actor.id)

    @handles(GetPreferences)
    def get_preferences(self, _query: GetPreferences, work: Work) -> PreferencesView:
        return get_preferences(work.session, work.actor)

    @handles(PutPreferences)
    def put_preferences(self, command: PutPreferences, work: Work) -> PreferencesView:
        return put_preferences(command, work.actor, SqlPreferences(work))

    @handles(ListMemberData)
    def list_member_data(self, query: ListMemberData, work: Work) -> Page[HeldRowView]:
        return held_rows(work.session, KEPT, query.member_id, query)

    @consumes(MemberErased)
    def on_member_erased(self, event: MemberErased, work: Work) -> None:
        erase_member(work, KEPT, event.member_id)

    @due_mails
    def send_mail(self, mail: Mail) -> None:
        composer = EmailComposer(IdentityDirectory(self.rpc), self.resources.public_url)
        send_mail(mail, utc_now, composer, self.resources.mail_server)


def _notifies_of(event_type: type[Event]) -> Callable[..., Any]:
    def on_event(self: NotificationsService, event: Event, work: Work) -> None:
        mails = SqlMails(work, when_committed=self.resources.mail_added.set)
        notify(event, work.event_id or "", work.now, SqlNotifications(work), mails, SqlPreferences(work))

    return consumes(event_type)(on_event)


for notified in NOTIFIED_EVENTS:
    setattr(NotificationsService, f"on_{notified.event_type()}", _notifies_of(notified))
