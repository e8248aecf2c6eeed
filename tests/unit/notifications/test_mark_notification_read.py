from datetime import timedelta
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.notifications import MarkNotificationRead, UnknownNotification
from services.notifications.handlers.mark_notification_read import mark_notification_read
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
