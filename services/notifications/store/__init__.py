"""Notifications' ports on PostgreSQL. Each takes the work whose transaction it stands in."""

from services.notifications.store.mails import SqlMails
from services.notifications.store.notifications import SqlNotifications
from services.notifications.store.preferences import SqlPreferences

__all__ = ["SqlMails", "SqlNotifications", "SqlPreferences"]
