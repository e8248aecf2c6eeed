from datetime import datetime

from services.contracts.base import Event
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import Notice
from services.notifications.domain.recipients import recipient_of
from services.notifications.ports import Mails, Notifications, PreferencesOfPeople


def notify(
    event: Event,
    event_id: str,
    now: datetime,
    notifications: Notifications,
    mails: Mails,
    preferences: PreferencesOfPeople,
) -> None:
    recipient = recipient_of(event)
    if recipient is None or notifications.is_erased(recipient.account_id):
        return
    notice = Notice(event_id, event.event_type(), recipient.account_id, recipient.params, now)
    if notice.kind.in_space:
        notifications.add(notice)
    if recipient.by_email and preferences.of(recipient.account_id).want_email(notice.kind.topic):
        mails.add(Mail.about(notice))
