from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.notifications import (
    MarkApplicationNotificationsRead,
    MarkNotificationRead,
    MarkNotificationsRead,
    UnknownNotification,
)
from services.notifications.handlers.mark_application_notifications_read import mark_application_notifications_read
from services.notifications.handlers.mark_notification_read import mark_notification_read
from services.notifications.handlers.mark_notifications_read import mark_notifications_read
from services.notifications.handlers.notify import notify
from tests.unit.notifications.events import MEMBER, decided
from tests.unit.notifications.fakes import NOW, InMemoryMails, InMemoryNotifications, InMemoryPreferences

CAMILLE = Actor(subject=str(MEMBER), portal="agent", roles=frozenset({Role.MEMBER}))
SOMEBODY_ELSE = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))


def test_reading_twice_keeps_the_first_moment() -> None:
    notifications = InMemoryNotifications()
    notify(decided(), "an-event", NOW, notifications, InMemoryMails(), InMemoryPreferences())
    command = MarkNotificationRead(notification_id=next(iter(notifications.notices)))
    mark_notification_read(command, CAMILLE, NOW, notifications)
    again = mark_notification_read(command, CAMILLE, NOW + timedelta(hours=1), notifications)
    assert again.read_at == NOW


def test_the_notification_of_somebody_else_does_not_exist() -> None:
    notifications = InMemoryNotifications()
    notify(decided(), "an-event", NOW, notifications, InMemoryMails(), InMemoryPreferences())
    command = MarkNotificationRead(notification_id=next(iter(notifications.notices)))
    with pytest.raises(UnknownNotification):
        mark_notification_read(command, SOMEBODY_ELSE, NOW, notifications)
    assert notifications.read == {}


def test_what_came_since_the_list_was_seen_stays_unread() -> None:
    notifications = InMemoryNotifications()
    for event_id in ("first", "second", "third"):
        notify(decided(), event_id, NOW, notifications, InMemoryMails(), InMemoryPreferences())
    first, second, third = notifications.notices
    mark_notifications_read(MarkNotificationsRead(newest_id=second), CAMILLE, NOW, notifications)
    assert set(notifications.read) == {first, second}
    with pytest.raises(UnknownNotification):
        mark_notifications_read(MarkNotificationsRead(newest_id=third), SOMEBODY_ELSE, NOW, notifications)


def test_whoever_has_the_application_before_them_has_read_what_tells_of_it() -> None:
    notifications = InMemoryNotifications()
    for event_id, event in (("one", decided()), ("another", decided().model_copy(update={"application_id": uuid4()}))):
        notify(event, event_id, NOW, notifications, InMemoryMails(), InMemoryPreferences())
    one, _another = notifications.notices
    about = UUID(str(notifications.notices[one].params["application_id"]))
    mark_application_notifications_read(
        MarkApplicationNotificationsRead(application_id=about), CAMILLE, NOW, notifications
    )
    assert set(notifications.read) == {one}
