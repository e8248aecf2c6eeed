"""What notifications answers, what it listens to, and the mails that it sends."""

from services.contracts.applications import (
    ApplicationCompleted,
    ApplicationDecided,
    ApplicationExpired,
    ApplicationMarkedIncomplete,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    DeadlineApproaching,
    ItemsRequested,
    MessagePosted,
)
from services.contracts.base import Event, Page
from services.contracts.documents import DocumentRejected
from services.contracts.identity import (
    AccountActivated,
    EmailChanged,
    EmailConfirmationRequested,
    NumberCommunicated,
    PasswordChanged,
    PasswordResetRequested,
    TemporaryPasswordIssued,
)
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MarkNotificationRead,
    NotificationView,
    PreferencesView,
    PutPreferences,
    UnreadView,
)
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.configuration import configured
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work
from services.notifications import queries, sender
from services.notifications.domain.mails import Mail
from services.notifications.handlers import reading, telling
from services.notifications.settings import Settings
from services.notifications.store import SqlMails, SqlNotifications, SqlPreferences, preferences_of
from services.notifications.texts import as_read


class NotificationsService:
    name = "notifications"
    settings = configured(Settings)
    rpc = RpcClient()
    database = Database()
    bell = sender.Bell()

    @handles(ListNotifications)
    def list_notifications(self, query: ListNotifications, work: Work) -> Page[NotificationView]:
        return queries.list_notifications(work.session, query, work.actor, work.language)

    @handles(CountUnread)
    def count_unread(self, _query: CountUnread, work: Work) -> UnreadView:
        return queries.count_unread(work.session, work.actor.id)

    @handles(MarkNotificationRead)
    def mark_notification_read(self, command: MarkNotificationRead, work: Work) -> NotificationView:
        notification = reading.mark_notification_read(command, work.actor, work.now, SqlNotifications(work))
        return as_read(notification, work.actor.portal, work.language)

    @handles(GetPreferences)
    def get_preferences(self, _query: GetPreferences, work: Work) -> PreferencesView:
        return preferences_of(work.session, work.actor.id).view()

    @handles(PutPreferences)
    def put_preferences(self, command: PutPreferences, work: Work) -> PreferencesView:
        return reading.put_preferences(command, work.actor, SqlPreferences(work))

    @sender.due_mails
    def send_mail(self, mail: Mail) -> None:
        sender.send(mail, self.rpc, self.database, self.settings)

    def _tell(self, event: Event, work: Work) -> None:
        mails = SqlMails(work, when_committed=self.bell.ring)
        telling.tell(event, work.event_id or "", work.now, SqlNotifications(work), mails, SqlPreferences(work))

    @consumes(NumberCommunicated)
    def on_number_communicated(self, event: NumberCommunicated, work: Work) -> None:
        self._tell(event, work)

    @consumes(TemporaryPasswordIssued)
    def on_temporary_password_issued(self, event: TemporaryPasswordIssued, work: Work) -> None:
        self._tell(event, work)

    @consumes(PasswordResetRequested)
    def on_password_reset_requested(self, event: PasswordResetRequested, work: Work) -> None:
        self._tell(event, work)

    @consumes(EmailConfirmationRequested)
    def on_email_confirmation_requested(self, event: EmailConfirmationRequested, work: Work) -> None:
        self._tell(event, work)

    @consumes(AccountActivated)
    def on_account_activated(self, event: AccountActivated, work: Work) -> None:
        self._tell(event, work)

    @consumes(PasswordChanged)
    def on_password_changed(self, event: PasswordChanged, work: Work) -> None:
        self._tell(event, work)

    @consumes(EmailChanged)
    def on_email_changed(self, event: EmailChanged, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationSubmitted)
    def on_application_submitted(self, event: ApplicationSubmitted, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationMarkedIncomplete)
    def on_application_marked_incomplete(self, event: ApplicationMarkedIncomplete, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationCompleted)
    def on_application_completed(self, event: ApplicationCompleted, work: Work) -> None:
        self._tell(event, work)

    @consumes(ItemsRequested)
    def on_items_requested(self, event: ItemsRequested, work: Work) -> None:
        self._tell(event, work)

    @consumes(MessagePosted)
    def on_message_posted(self, event: MessagePosted, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationDecided)
    def on_application_decided(self, event: ApplicationDecided, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationWithdrawn)
    def on_application_withdrawn(self, event: ApplicationWithdrawn, work: Work) -> None:
        self._tell(event, work)

    @consumes(ApplicationExpired)
    def on_application_expired(self, event: ApplicationExpired, work: Work) -> None:
        self._tell(event, work)

    @consumes(DeadlineApproaching)
    def on_deadline_approaching(self, event: DeadlineApproaching, work: Work) -> None:
        self._tell(event, work)

    @consumes(DocumentRejected)
    def on_document_rejected(self, event: DocumentRejected, work: Work) -> None:
        self._tell(event, work)
