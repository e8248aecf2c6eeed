"""What members and officers write to each other, and what waits for an answer: a part of `service.py`'s wiring."""

from services.applications import before, queries
from services.applications.domain.allowance import Allowance
from services.applications.domain.applicant import Applicant
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.find_unanswered import find_unanswered
from services.applications.handlers.mark_messages_read import mark_messages_read
from services.applications.handlers.mark_thread_read import mark_thread_read
from services.applications.handlers.post_message import post_message
from services.applications.handlers.post_thread_message import post_thread_message
from services.applications.handlers.settle_messages import settle_messages
from services.applications.handlers.settle_thread import settle_thread
from services.applications.handlers.start_thread import start_thread
from services.applications.settings import Settings
from services.applications.store import SqlApplications, SqlDocuments, SqlMessages, SqlThreadMessages, SqlThreads
from services.contracts.applications import (
    CountWaitingMessages,
    ListMessages,
    ListStaffThreads,
    ListThreadMessages,
    ListThreadReadings,
    ListThreads,
    MarkMessagesRead,
    MarkThreadRead,
    MessageView,
    PostMessage,
    PostThreadMessage,
    SettleMessages,
    SettleThread,
    StaffThreadView,
    StartThread,
    ThreadMessagesView,
    ThreadReadingView,
    ThreadSummaryView,
    ThreadView,
    WaitingMessagesView,
)
from services.contracts.base import Done, Page
from services.contracts.identity import ApplicantView
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Messaging:
    settings: Settings

    @property
    def _allowance(self) -> Allowance:
        return Allowance(
            open_drafts=self.settings.open_drafts,
            open_drafts_of_benefit=self.settings.open_drafts_of_benefit,
            drafts_per_hour=self.settings.drafts_per_hour,
            messages_per_hour=self.settings.messages_per_hour,
            messages_per_hour_in_thread=self.settings.messages_per_hour_in_thread,
        )

    # In an application.

    @handles(PostMessage, prepare=before.documents_to_post)
    def post_message(self, command: PostMessage, work: Work, described: list[KnownDocument]) -> MessageView:
        stores = SqlApplications(work), SqlMessages(work), SqlDocuments(work)
        message = post_message(command, work.actor, work.now, self._allowance, *stores, described)
        return queries.message_view(message)

    @handles(ListMessages, prepare=before.reading_of_messages)
    def list_messages(self, query: ListMessages, work: Work, _recorded: None) -> Page[MessageView]:
        return queries.list_messages(work.session, query, work.actor)

    @handles(MarkMessagesRead)
    def mark_messages_read(self, command: MarkMessagesRead, work: Work) -> Done:
        mark_messages_read(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
        return Done()

    @handles(SettleMessages)
    def settle_messages(self, command: SettleMessages, work: Work) -> Done:
        settle_messages(command, work.now, SqlApplications(work), SqlMessages(work))
        return Done()

    # Outside any.

    @handles(StartThread, prepare=before.member_and_documents)
    def start_thread(
        self, command: StartThread, work: Work, prepared: tuple[ApplicantView, list[KnownDocument]]
    ) -> ThreadView:
        member, described = Applicant.writing(prepared[0]), prepared[1]
        stores = SqlThreads(work), SqlThreadMessages(work), SqlDocuments(work)
        thread = start_thread(command, work.actor, work.now, self._allowance, *stores, member, described)
        return queries.thread_view(thread)

    @handles(ListThreads)
    def list_threads(self, query: ListThreads, work: Work) -> Page[ThreadSummaryView]:
        return queries.list_threads(work.session, query, work.actor, work.language)

    @handles(ListThreadMessages, prepare=before.reading_of_thread)
    def list_thread_messages(self, query: ListThreadMessages, work: Work, _recorded: None) -> ThreadMessagesView:
        return queries.list_thread_messages(work.session, query, work.actor)

    @handles(PostThreadMessage, prepare=before.documents_to_post)
    def post_thread_message(
        self, command: PostThreadMessage, work: Work, described: list[KnownDocument]
    ) -> MessageView:
        stores = SqlThreads(work), SqlThreadMessages(work), SqlDocuments(work)
        message = post_thread_message(command, work.actor, work.now, self._allowance, *stores, described)
        return queries.message_view(message)

    @handles(MarkThreadRead)
    def mark_thread_read(self, command: MarkThreadRead, work: Work) -> Done:
        mark_thread_read(command, work.actor, work.now, SqlThreads(work), SqlThreadMessages(work))
        return Done()

    @handles(SettleThread)
    def settle_thread(self, command: SettleThread, work: Work) -> Done:
        settle_thread(command, work.actor, work.now, SqlThreads(work), SqlThreadMessages(work))
        return Done()

    @handles(ListThreadReadings)
    def list_thread_readings(self, query: ListThreadReadings, work: Work) -> Page[ThreadReadingView]:
        return queries.list_thread_readings(work.session, query, work.actor)

    # What waits for an officer.

    @handles(ListStaffThreads)
    def list_staff_threads(self, query: ListStaffThreads, work: Work) -> Page[StaffThreadView]:
        return queries.list_staff_threads(work.session, query, work.actor, work.language)

    @handles(CountWaitingMessages)
    def count_waiting_messages(self, _query: CountWaitingMessages, work: Work) -> WaitingMessagesView:
        return queries.count_waiting_messages(work.session)

    @every(seconds=60)
    def find_unanswered(self, work: Work) -> None:
        find_unanswered(SqlMessages(work))
