from datetime import datetime, timedelta
from uuid import UUID

import pytest

from services.contracts.identity import ContactView, NumberCommunicationView, SecretView
from services.contracts.identity.number_office import NumberRefusalView
from services.contracts.identity.refusals import SecretAlreadyCollected
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.contracts.refusals import Refusal, Unavailable
from services.notifications.domain.mails import GIVEN_UP_AFTER, Mail
from services.notifications.domain.notices import Notice, Params
from services.notifications.emails.composing import EmailComposer
from services.notifications.handlers.send_mail import send_mail
from services.notifications.ports import AddressRefused, Deferred
from tests.unit.notifications.events import MEMBER
from tests.unit.notifications.fakes import NOW, KnownPerson, ServerThatAnswers

LEASE = timedelta(seconds=40)


class DirectoryThatRefuses:
    def __init__(self, refusal: Refusal) -> None:
        self._refusal = refusal

    def contact(self, account_id: UUID) -> ContactView:
        raise self._refusal

    def number_communication(self, request_id: UUID) -> NumberCommunicationView:
        raise self._refusal

    def number_refusal(self, request_id: UUID) -> NumberRefusalView:
        raise self._refusal

    def secret(self, delivery_id: UUID, event_id: str) -> SecretView:
        raise self._refusal


def taken_mail(at: datetime = NOW) -> Mail:
    mail = Mail.about(Notice("an-event", "password_changed", MEMBER, {}, NOW))
    mail.take(at=at, lease=LEASE)
    return mail


def composer(directory: KnownPerson | DirectoryThatRefuses | None = None) -> EmailComposer:
    return EmailComposer(directory or KnownPerson(), "https://space.example")


def test_a_mail_that_was_taken_by_the_server_is_sent() -> None:
    mail, server = taken_mail(), ServerThatAnswers()
    send_mail(mail, lambda: NOW, composer(), server)
    assert (mail.state, mail.ended_at, mail.events) == ("sent", NOW, [])
    assert len(server.sent) == 1


def test_a_server_that_is_away_is_asked_again_later_and_later() -> None:
    mail, server = taken_mail(), ServerThatAnswers(Deferred("451"), Deferred("451"))
    send_mail(mail, lambda: NOW, composer(), server)
    assert (mail.state, mail.reason, mail.due_at) == ("queued", "451", NOW + timedelta(seconds=1))
    mail.take(at=NOW, lease=LEASE)
    send_mail(mail, lambda: NOW, composer(), server)
    assert mail.due_at == NOW + timedelta(seconds=2)
    mail.take(at=NOW, lease=LEASE)
    send_mail(mail, lambda: NOW, composer(), server)
    assert (mail.state, mail.attempts) == ("sent", 3)


def test_an_outage_of_half_a_minute_delays_a_mail_by_seconds() -> None:
    mail, at = taken_mail(), NOW
    while at < NOW + timedelta(seconds=30):
        mail.defer("451", at=at)
        at = mail.due_at
        mail.take(at=at, lease=LEASE)
    assert at - NOW < timedelta(seconds=40)


def test_an_address_that_does_not_exist_bounces() -> None:
    mail = taken_mail()
    send_mail(mail, lambda: NOW, composer(), ServerThatAnswers(AddressRefused("5.1.1")))
    assert (mail.state, mail.reason) == ("bounced", "5.1.1")
    assert mail.events == [EmailBounced(email_id=mail.id, account_id=MEMBER, about=mail.type)]


def test_identity_being_down_puts_the_mail_off() -> None:
    mail = taken_mail()
    send_mail(mail, lambda: NOW, composer(DirectoryThatRefuses(Unavailable())), ServerThatAnswers())
    assert (mail.state, mail.reason) == ("queued", "unavailable")


def test_a_secret_that_is_gone_is_not_asked_for_again() -> None:
    mail = taken_mail()
    send_mail(mail, lambda: NOW, composer(DirectoryThatRefuses(SecretAlreadyCollected())), ServerThatAnswers())
    assert (mail.state, mail.reason, mail.events) == ("abandoned", "secret-already-collected", [])


def test_after_two_days_a_mail_is_given_up() -> None:
    mail = taken_mail()
    mail.defer("451", at=NOW + GIVEN_UP_AFTER)
    assert mail.state == "abandoned"


def test_a_mail_that_is_sent_again_has_two_days_anew_and_stays_the_same_message() -> None:
    mail, later = taken_mail(), NOW + 2 * GIVEN_UP_AFTER
    message_id = mail.id
    mail.abandon("5.7.1", at=NOW + GIVEN_UP_AFTER)
    mail.send_again(at=later)
    assert (mail.id, mail.state, mail.due_at, mail.ended_at, mail.reason) == (message_id, "queued", later, None, None)
    mail.take(at=later, lease=LEASE)
    states = []
    for waited in (timedelta(0), GIVEN_UP_AFTER):
        mail.defer("5.7.1", at=later + waited)
        states.append(mail.state)
    assert states == ["queued", "abandoned"]


@pytest.mark.parametrize(
    ("event_type", "previous", "told"),
    [
        ("password_changed", None, True),
        ("email_changed", "former@example.org", False),
        ("password_reset_requested", None, True),
        ("number_communicated", None, True),
    ],
)
def test_an_address_that_bounced_and_takes_a_mail_is_told_of(
    event_type: str, previous: str | None, *, told: bool
) -> None:
    """A mail to the address before it says nothing of the present one."""
    params: Params = {"delivery_id": str(MEMBER)} if "requested" in event_type else {"request_id": str(MEMBER)}
    mail = Mail.about(Notice("an-event", event_type, MEMBER, params, NOW))
    mail.take(at=NOW, lease=LEASE)
    directory = KnownPerson(previous_email=previous, bounced=True)
    send_mail(mail, lambda: NOW, composer(directory), ServerThatAnswers())
    expected = [EmailAcceptedAgain(email_id=mail.id, account_id=MEMBER)] if told else []
    assert (mail.state, mail.events) == ("sent", expected)


def test_whoever_took_a_mail_and_died_leaves_it_due_after_the_lease() -> None:
    mail = taken_mail()
    assert (mail.state, mail.due_at) == ("sending", NOW + LEASE)


def test_the_mail_of_an_event_is_the_same_message_in_every_process_and_release() -> None:
    assert taken_mail().id == UUID("29351b51-324b-51d1-9c71-278494f80c63")
