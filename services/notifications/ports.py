"""What the use cases of notifications need from outside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.contracts.base import Language
from services.contracts.identity import ContactView, NumberCommunicationView, SecretView
from services.contracts.identity.number_office import NumberRefusalView
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import Notice, Notification
from services.notifications.domain.preferences import Preferences


class Notifications(Protocol):
    def is_erased(self, account_id: UUID) -> bool:
        """An event that was under way may come after."""

    def add(self, notice: Notice) -> None:
        """Nothing where this person was notified of this event before."""

    def mark_read(self, notification_id: UUID, account_id: UUID, at: datetime) -> Notification | None:
        """None where this person has no such notification. Read once: a second time changes nothing."""

    def mark_read_up_to(self, notification_id: UUID, account_id: UUID, at: datetime) -> bool:
        """That one and those before it. False where this person has no such notification."""

    def mark_read_about(self, application_id: UUID, account_id: UUID, at: datetime) -> None: ...


class Mails(Protocol):
    def add(self, mail: Mail) -> None:
        """Nothing where this event's mail to this person is there already."""


class PreferencesOfPeople(Protocol):
    def of(self, account_id: UUID) -> Preferences: ...

    def locked(self, account_id: UUID) -> Preferences:
        """Nobody else changes them until the transaction ends."""

    def save(self, preferences: Preferences) -> None: ...


class Directory(Protocol):
    """What identity answers. Each raises a Refusal, `Unavailable` among them."""

    def contact(self, account_id: UUID) -> ContactView: ...

    def number_communication(self, request_id: UUID) -> NumberCommunicationView: ...

    def number_refusal(self, request_id: UUID) -> NumberRefusalView: ...

    def secret(self, delivery_id: UUID, event_id: str) -> SecretView:
        """Asked again for the same event it answers the same: a crash may come between asking and sending."""


@dataclass(frozen=True)
class ComposedEmail:
    """A mail as it leaves. Lives in memory only: it holds an address, and sometimes a secret."""

    to: str
    language: Language
    subject: str
    text: str
    html: str
    address_bounced: bool = False
    """Mail to it was refused before, and identity says so to its owner: that it takes mail again is news."""


class Composer(Protocol):
    def compose(self, mail: Mail) -> ComposedEmail:
        """Raises a Refusal."""


class MailServer(Protocol):
    def send(self, mail: Mail, email: ComposedEmail) -> None:
        """Returns once the server has taken it. Raises AddressRefused and Deferred."""


class AddressRefused(Exception):
    """There is no such address. Says the server's status code, never its words: they quote the address."""


class Deferred(Exception):
    """Not taken now. Says why by a code: the mail server is away, says to come back later, or refuses for a reason that
    is not the address; in the last case an operator must know."""

    def __init__(self, code: str, *, needs_an_operator: bool = False) -> None:
        super().__init__(code)
        self.needs_an_operator = needs_an_operator
