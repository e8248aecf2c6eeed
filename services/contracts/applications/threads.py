"""Messages outside an application too: general threads, what waits for an answer, and that none is needed."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, SERVICES, Role
from services.contracts.acts import Act, NoAct
from services.contracts.applications.applications import Author, MessageView, Status
from services.contracts.applications.refusals import (
    NotAttachable,
    TooManyMessages,
    TooManyMessagesInThread,
    UnknownApplication,
    UnknownMessage,
    UnknownThread,
)
from services.contracts.base import Command, Done, Instant, Open, Page, PageQuery, Portal, Query, View

OF_OFFICERS = frozenset({Role.OFFICER})
ThreadKind = Literal["general", "application"]


class ThreadSummaryView(View):
    id: UUID
    """The thread's, or the application's."""
    kind: Open[ThreadKind]
    subject: str | None
    benefit_name: str | None
    """Of the application."""
    status: Open[Status] | None
    """Of the application."""
    last_author: Open[Author]
    last_sent_at: Instant
    unread_messages: int
    waiting_since: Instant | None
    """The last word is the member's, and nobody said that it needs no answer."""


class ListThreads(PageQuery[Page[ThreadSummaryView]]):
    """Mine, the one with the newest message first; also those of my applications."""

    callers = MEMBERS
    kind: ThreadKind | None = None


class ThreadView(View):
    """A general thread. Whose it is is told as it was when it was started."""

    id: UUID
    subject: str | None
    portal: Open[Portal]
    member_name: str
    cgos_number: str
    establishment_name: str
    created_at: Instant
    unread_messages: int
    """By whoever asks."""
    waiting_since: Instant | None


class ThreadMessagesView(Page[MessageView]):
    thread: ThreadView


class StartThread(Command[ThreadView]):
    callers = MEMBERS
    refuses = (NotAttachable, TooManyMessages)
    long_texts = frozenset({"body"})
    subject: str | None = Field(default=None, min_length=1, max_length=150)
    body: str = Field(min_length=1, max_length=5000)
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)


class ListThreadMessages(PageQuery[ThreadMessagesView]):
    """Oldest first. That an officer was shown them is written down."""

    callers = MEMBERS | OF_OFFICERS
    refuses = (UnknownThread,)
    thread_id: UUID


class PostThreadMessage(Command[MessageView]):
    callers = MEMBERS | OF_OFFICERS
    refuses = (UnknownThread, NotAttachable, TooManyMessages, TooManyMessagesInThread, UnknownMessage)
    act = Act(name="message_posted", to="thread", named_by="thread_id")
    long_texts = frozenset({"body"})
    thread_id: UUID
    body: str = Field(min_length=1, max_length=5000)
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)
    seen: UUID | None = None
    """The last message that the officer had before them: what the member wrote after it goes on waiting."""


class MarkThreadRead(Command[Done]):
    """The messages of the other side."""

    callers = MEMBERS | OF_OFFICERS
    refuses = (UnknownThread,)
    act = NoAct("that they were shown is")
    thread_id: UUID


class SettleThread(Command[Done]):
    """What the member wrote needs no answer; where nothing waits nothing happens."""

    callers = OF_OFFICERS
    refuses = (UnknownThread, UnknownMessage)
    act = Act(name="messages_settled", to="thread", named_by="thread_id")
    thread_id: UUID
    seen: UUID | None = None
    """As in an answer."""


class SettleMessages(Command[Done]):
    """As above, in the thread of an application."""

    callers = OF_OFFICERS
    refuses = (UnknownApplication, UnknownMessage)
    act = Act(name="messages_settled", to="application", named_by="application_id")
    application_id: UUID
    seen: UUID | None = None


class StaffThreadView(View):
    id: UUID
    """The thread's, or the application's."""
    kind: Open[ThreadKind]
    subject: str | None
    benefit_name: str | None
    status: Open[Status] | None
    portal: Open[Portal]
    member_name: str
    cgos_number: str
    claimed_by_me: bool
    unread_messages: int
    waiting_since: Instant | None


class ListStaffThreads(PageQuery[Page[StaffThreadView]]):
    """Whose last word is the member's, of applications in whatever state and general: longest waiting first. Not
    `waiting`: every general thread, the newest first. Within the officer's regions."""

    callers = OF_OFFICERS
    waiting: bool = True
    cgos_number: str | None = Field(default=None, max_length=32)


class ThreadReadingView(View):
    """That one of the staff was shown a general thread of mine."""

    thread_id: UUID
    subject: str | None
    reader_id: UUID
    read_at: Instant


class ListThreadReadings(PageQuery[Page[ThreadReadingView]]):
    """Newest first."""

    callers = MEMBERS


class RegionCountView(View):
    region: str | None
    """None: of nobody knows which."""
    count: int


class WaitingMessagesView(View):
    regions: list[RegionCountView]


class CountWaitingMessages(Query[WaitingMessagesView]):
    """Threads that wait for an answer, by the region of the member's establishment."""

    callers = SERVICES
    senders = frozenset({"identity"})
