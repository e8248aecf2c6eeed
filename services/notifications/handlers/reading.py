"""What a person does with what they were told, and what they choose to be told by e-mail."""

from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.notifications import (
    MarkNotificationRead,
    PreferencesView,
    PutPreferences,
    UnknownNotification,
)
from services.notifications.domain.notices import Notification, Notifications
from services.notifications.domain.preferences import PreferencesOfPeople


def mark_notification_read(
    command: MarkNotificationRead, actor: Actor, now: datetime, notifications: Notifications
) -> Notification:
    notification = notifications.mark_read(command.notification_id, actor.id, now)
    if notification is None:
        raise UnknownNotification
    return notification


def put_preferences(command: PutPreferences, actor: Actor, people: PreferencesOfPeople) -> PreferencesView:
    preferences = people.locked(actor.id)
    preferences.require_version(command.expected_version)
    preferences.choose(command.email)
    people.save(preferences)
    return preferences.view()
