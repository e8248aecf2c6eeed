"""What notifications answers, what it listens to, and the mails that it sends."""

from collections.abc import Callable
from typing import Any

from services.contracts.base import Event, Page
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MarkNotificationRead,
    NotificationView,
    PreferencesView,
    PutPreferences,
    UnreadView,
)
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.configuration import configured
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work
from services.notifications import queries, sender
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import TOLD
from services.notifications.handlers import reading, telling
from services.notifications.settings import Settings
from services.notifications.store import SqlMails, SqlNotifications, SqlPreferences, preferences_of
from services.notifications.texts import as_read


class NotificationsService:
    name = "notifications"
    settings = configured(Settings)
    rpc = RpcClient()
    database = Database()
    bell = sender.Bell()

    @handles(ListNotifications)
    def list_notifications(self, query: ListNotifications, work: Work) -> Page[NotificationView]:
        return queries.list_notifications(work.session, query, work.actor, work.language)

    @handles(CountUnread)
    def count_unread(self, _query: CountUnread, work: Work) -> UnreadView:
        return queries.count_unread(work.session, work.actor.id)

    @handles(MarkNotificationRead)
    def mark_notification_read(self, command: MarkNotificationRead, work: Work) -> NotificationView:
        notification = reading.mark_notification_read(command, work.actor, work.now, SqlNotifications(work))
        return as_read(notification, work.actor.portal, work.language)

    @handles(GetPreferences)
    def get_preferences(self, _query: GetPreferences, work: Work) -> PreferencesView:
        return preferences_of(work.session, work.actor.id).view()

    @handles(PutPreferences)
    def put_preferences(self, command: PutPreferences, work: Work) -> PreferencesView:
        return reading.put_preferences(command, work.actor, SqlPreferences(work))

    @sender.due_mails
    def send_mail(self, mail: Mail) -> None:
        sender.send(mail, self.rpc, self.database, self.settings)

    def _tell(self, event: Event, work: Work) -> None:
        mails = SqlMails(work, when_committed=self.bell.ring)
        telling.tell(event, work.event_id or "", work.now, SqlNotifications(work), mails, SqlPreferences(work))


def _teller(event_type: type[Event]) -> Callable[..., Any]:
    def tell_of(self: NotificationsService, event: Event, work: Work) -> None:
        self._tell(event, work)

    return consumes(event_type)(tell_of)


for told in TOLD:
    setattr(NotificationsService, f"on_{told.event_type()}", _teller(told))
