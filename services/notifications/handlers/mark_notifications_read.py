from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.notifications import MarkNotificationsRead, UnknownNotification
from services.notifications.ports import Notifications


def mark_notifications_read(
    command: MarkNotificationsRead, actor: Actor, now: datetime, notifications: Notifications
) -> None:
    if not notifications.mark_read_up_to(command.newest_id, actor.id, now):
        raise UnknownNotification
