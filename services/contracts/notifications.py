"""What notifications promises: everything that happens to a person's file reaches them, in the space and by e-mail."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, STAFF
from services.contracts.base import Command, Event, Instant, Open, Page, PageQuery, Query, View
from services.contracts.refusals import Invalid, NotFound


class UnknownNotification(NotFound):
    pass


class MandatoryTopic(Invalid):
    pass


class NotificationView(View):
    id: UUID
    type: str
    """The type of the event that it tells of."""
    title: str
    text: str
    link: str | None
    """A path of the portal."""
    created_at: Instant
    read_at: Instant | None


class ListNotifications(PageQuery[Page[NotificationView]]):
    """Newest first; with `after`, those that came after that one, oldest first (what a stream resumes with)."""

    callers = MEMBERS | STAFF
    refuses = (UnknownNotification,)
    after: UUID | None = None
    unread: bool | None = None


class UnreadView(View):
    unread: int


class CountUnread(Query[UnreadView]):
    callers = MEMBERS | STAFF


class MarkNotificationRead(Command[NotificationView]):
    callers = MEMBERS | STAFF
    refuses = (UnknownNotification,)
    notification_id: UUID


Topic = Literal["applications", "messages", "deadlines", "offers", "security"]


class PreferenceView(View):
    topic: Open[Topic]
    email: bool
    mandatory: bool
    """A security notice cannot be switched off."""


class PreferencesView(View):
    items: list[PreferenceView]
    version: int


class GetPreferences(Query[PreferencesView]):
    callers = MEMBERS | STAFF


class PutPreferences(Command[PreferencesView]):
    """Topics that are absent stay as they are."""

    callers = MEMBERS | STAFF
    refuses = (MandatoryTopic,)
    email: dict[Topic, bool] = Field(max_length=10)
    expected_version: int | None = None


class NotificationCreated(Event):
    """The gateway wakes the streams of this person."""

    notification_id: UUID
    account_id: UUID


class EmailBounced(Event):
    """The mail server says that this person's address does not exist."""

    email_id: UUID
    account_id: UUID
    about: str | None = None
    """The type of the event that the mail told of: not every mail goes to the present address."""


class EmailAcceptedAgain(Event):
    """The mail server took a mail for this person's address, which was marked because one had bounced."""

    email_id: UUID
    account_id: UUID
