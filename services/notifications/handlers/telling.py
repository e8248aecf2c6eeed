"""An event becomes a notification and a mail, in one transaction."""

from datetime import datetime

from services.contracts.base import Event
from services.notifications.domain.addressing import addressed
from services.notifications.domain.mails import Mail, Mails
from services.notifications.domain.notices import Notice, Notifications
from services.notifications.domain.preferences import PreferencesOfPeople


def tell(
    event: Event,
    event_id: str,
    now: datetime,
    notifications: Notifications,
    mails: Mails,
    preferences: PreferencesOfPeople,
) -> None:
    told = addressed(event)
    if told is None:
        return
    notice = Notice(event_id, event.event_type(), told.account_id, told.params, now)
    if notice.kind.in_space:
        notifications.add(notice)
    if told.by_email and preferences.of(told.account_id).want_email(notice.kind.topic):
        mails.add(Mail.about(notice))
