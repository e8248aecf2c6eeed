from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.notifications import MarkApplicationNotificationsRead
from services.notifications.ports import Notifications


def mark_application_notifications_read(
    command: MarkApplicationNotificationsRead, actor: Actor, now: datetime, notifications: Notifications
) -> None:
    notifications.mark_read_about(command.application_id, actor.id, now)
