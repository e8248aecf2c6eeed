"""What notifications promises: everything that happens to a person's file reaches them, in the space and by e-mail."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import APPLICANTS, MEMBERS, SERVICES, STAFF
from services.contracts.acts import NoAct
from services.contracts.base import Command, Event, Instant, Open, Page, PageQuery, Query, View
from services.contracts.member_data import HeldRowView
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
    application_id: UUID | None = None
    """Of which application it tells, where it does."""


class ListNotifications(PageQuery[Page[NotificationView]]):
    """Newest first; with `after`, those that came after that one, oldest first (what a stream resumes with)."""

    callers = APPLICANTS | STAFF
    refuses = (UnknownNotification,)
    after: UUID | None = None
    unread: bool | None = None


class UnreadView(View):
    unread: int


class CountUnread(Query[UnreadView]):
    """Of one application, or of all."""

    callers = APPLICANTS | STAFF
    application_id: UUID | None = None


class MarkNotificationRead(Command[NotificationView]):
    callers = APPLICANTS | STAFF
    refuses = (UnknownNotification,)
    act = NoAct("a notification is one's own")
    notification_id: UUID


class MarkNotificationsRead(Command[UnreadView]):
    """That one and all before it, as a person sees them who reads the list from its top. Answers what is left."""

    callers = APPLICANTS | STAFF
    refuses = (UnknownNotification,)
    act = NoAct("a notification is one's own")
    newest_id: UUID


class MarkApplicationNotificationsRead(Command[UnreadView]):
    """All that tell of this application, for whoever has it before them. Answers what is left."""

    callers = APPLICANTS | STAFF
    act = NoAct("a notification is one's own")
    application_id: UUID


Topic = Literal["applications", "messages", "deadlines", "offers", "security", "waiting"]
"""`waiting`: what waits for one of the staff; members are not asked."""


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
    act = NoAct("which mails one gets is one's own")
    email: dict[Topic, bool] = Field(max_length=10)
    expected_version: int | None = None


class ListMemberData(PageQuery[Page[HeldRowView]]):
    """All that is held here of a member, for the copy that they asked for."""

    callers = SERVICES
    senders = frozenset({"documents"})
    member_id: UUID


class NotificationCreated(Event):
    """The gateway wakes the streams of this person."""

    subscribers = frozenset({"gateway"})
    notification_id: UUID
    account_id: UUID


class EmailBounced(Event):
    """The mail server says that this person's address does not exist."""

    subscribers = frozenset({"identity"})
    email_id: UUID
    account_id: UUID
    about: str | None = None
    """The type of the event that the mail told of: not every mail goes to the present address."""
    request_id: UUID | None = None
    """Of the request for a number that it was about. Where that was refused there is no account."""


class EmailAcceptedAgain(Event):
    """The mail server took a mail for this person's address, which was marked because one had bounced."""

    subscribers = frozenset({"identity"})
    email_id: UUID
    account_id: UUID
