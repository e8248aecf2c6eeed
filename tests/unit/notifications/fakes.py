from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from services.contracts.identity import ContactView, NumberCommunicationView, SecretView
from services.contracts.identity.number_office import NumberRefusalView
from services.contracts.notifications import Topic
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import Notice, Notification
from services.notifications.domain.preferences import Preferences
from services.notifications.ports import ComposedEmail

NOW = datetime(2027, 1, 24, 9, 30, tzinfo=UTC)
EXPIRES = datetime(2027, 1, 24, 10, 30, tzinfo=UTC)


class InMemoryNotifications:
    def __init__(self) -> None:
        self.notices: dict[UUID, Notice] = {}
        self.read: dict[UUID, datetime] = {}
        self.erased: set[UUID] = set()

    def is_erased(self, account_id: UUID) -> bool:
        return account_id in self.erased

    def add(self, notice: Notice) -> None:
        self.notices.setdefault(notice.id_for("notification"), notice)

    def mark_read(self, notification_id: UUID, account_id: UUID, at: datetime) -> Notification | None:
        notice = self.notices.get(notification_id)
        if notice is None or notice.account_id != account_id:
            return None
        read_at = self.read.setdefault(notification_id, at)
        return Notification(notification_id, notice.type, notice.params, notice.at, read_at)

    def mark_read_up_to(self, notification_id: UUID, account_id: UUID, at: datetime) -> bool:
        mine = [one for one, notice in self.notices.items() if notice.account_id == account_id]
        if notification_id not in mine:
            return False
        for each in mine[: mine.index(notification_id) + 1]:
            self.read.setdefault(each, at)
        return True

    def mark_read_about(self, application_id: UUID, account_id: UUID, at: datetime) -> None:
        for each, notice in self.notices.items():
            if notice.account_id == account_id and notice.params.get("application_id") == str(application_id):
                self.read.setdefault(each, at)


class InMemoryMails:
    def __init__(self) -> None:
        self.kept: dict[UUID, Mail] = {}

    def add(self, mail: Mail) -> None:
        self.kept.setdefault(mail.id, mail)


class InMemoryPreferences:
    def __init__(self) -> None:
        self.kept: dict[UUID, Preferences] = {}

    def of(self, account_id: UUID) -> Preferences:
        found = self.kept.get(account_id, Preferences(account_id))
        return replace(found, muted=set(found.muted))

    locked = of

    def save(self, preferences: Preferences) -> None:
        self.kept[preferences.account_id] = preferences

    def mute(self, account_id: UUID, *topics: Topic) -> None:
        self.kept[account_id] = Preferences(account_id, set(topics), 1)


class KnownPerson:
    """A directory in which everybody is Camille."""

    def __init__(
        self,
        portal: str = "agent",
        language: str = "fr",
        previous_email: str | None = None,
        *,
        bounced: bool = False,
        former_address: bool = False,
        given_name: str = "Camille <3",
    ) -> None:
        self.asked: list[tuple[UUID, str]] = []
        self._common = {
            "email": "camille@example.org",
            "given_name": given_name,
            "portal": portal,
            "language": language,
        }
        self._previous_email = previous_email
        self._bounced = bounced
        self._former_address = former_address

    def contact(self, account_id: UUID) -> ContactView:
        return ContactView.received(
            {
                **self._common,
                "email_state": "bounced" if self._bounced else "verified",
                "previous_email": self._previous_email,
            }
        )

    def number_communication(self, request_id: UUID) -> NumberCommunicationView:
        letter = {"family_name": "Doe", "cgos_number": "12345674", "delivery": "email", "email_bounced": self._bounced}
        return NumberCommunicationView.received(self._common | letter)

    def number_refusal(self, request_id: UUID) -> NumberRefusalView:
        return NumberRefusalView.received(self._common | {"reason": "Cette personne ne travaille pas ici."})

    def secret(self, delivery_id: UUID, event_id: str) -> SecretView:
        self.asked.append((delivery_id, event_id))
        secret = {"secret": "s3cret/+&", "purpose": "temporary_password", "expires_at": EXPIRES}
        secret |= {"email_bounced": self._bounced, "former_address": self._former_address}
        return SecretView.received(self._common | secret)


class ServerThatAnswers:
    """Each answer once, then takes everything."""

    def __init__(self, *answers: Exception) -> None:
        self._answers = deque(answers)
        self.sent: list[tuple[UUID, ComposedEmail]] = []

    def send(self, mail: Mail, email: ComposedEmail) -> None:
        if self._answers:
            raise self._answers.popleft()
        self.sent.append((mail.id, email))
