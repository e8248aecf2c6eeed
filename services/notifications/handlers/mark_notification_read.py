from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.notifications import MarkNotificationRead, UnknownNotification
from services.notifications.domain.notices import Notification
from services.notifications.ports import Notifications


def mark_notification_read(
    command: MarkNotificationRead, actor: Actor, now: datetime, notifications: Notifications
) -> Notification:
    notification = notifications.mark_read(command.notification_id, actor.id, now)
    if notification is None:
        raise UnknownNotification
    return notification
