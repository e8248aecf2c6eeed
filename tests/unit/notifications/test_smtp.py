import smtplib
from collections.abc import Callable

import pytest

from services.notifications.ports import AddressRefused, Deferred
from services.notifications.smtp import outcome_of

Phase = Callable[[int, bytes], Exception]


def rcpt_to(code: int, words: bytes) -> Exception:
    return smtplib.SMTPRecipientsRefused({"camille@example.org": (code, words)})


def data(code: int, words: bytes) -> Exception:
    return smtplib.SMTPDataError(code, words)


def mail_from(code: int, words: bytes) -> Exception:
    return smtplib.SMTPSenderRefused(code, words, "no-reply@space.example")


def login(code: int, words: bytes) -> Exception:
    return smtplib.SMTPAuthenticationError(code, words)


def greeting(code: int, words: bytes) -> Exception:
    return smtplib.SMTPConnectError(code, words)


@pytest.mark.parametrize("phase", [rcpt_to, data])
@pytest.mark.parametrize(
    ("code", "words", "status"),
    [
        (550, b"5.1.1 <camille@example.org>: no such user", "5.1.1"),
        (550, b"5.1.1 no such user\n5.1.1 see https://example.org", "5.1.1"),
        (550, b"5.1.2 no such domain", "5.1.2"),
        (553, b"5.1.3 bad syntax", "5.1.3"),
        (553, b"5.1.4 two have this name", "5.1.4"),
        (551, b"5.1.6 moved", "5.1.6"),
        (556, b"5.1.10 this domain takes no mail", "5.1.10"),
    ],
)
def test_an_address_is_given_up_only_where_the_server_says_that_there_is_none(
    phase: Phase, code: int, words: bytes, status: str
) -> None:
    outcome = outcome_of(phase(code, words))
    assert isinstance(outcome, AddressRefused)
    assert str(outcome) == status


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (rcpt_to(554, b"5.7.1 Relay access denied"), "5.7.1"),
        (rcpt_to(554, b"5.7.1 <camille@example.org>: see 5.1.1 of our rules"), "5.7.1"),
        (rcpt_to(550, b"no such user"), "550"),
        (rcpt_to(554, b""), "554"),
        (rcpt_to(550, b"5.1.0 address rejected"), "5.1.0"),
        (rcpt_to(550, b"5.1.7 bad sender"), "5.1.7"),
        (rcpt_to(550, b"5.1.8 the sender's domain is unknown"), "5.1.8"),
        (rcpt_to(550, b"5.2.1 mailbox disabled"), "5.2.1"),
        (rcpt_to(552, b"5.2.2 mailbox full"), "5.2.2"),
        (rcpt_to(550, b"4.1.1 of two minds"), "550"),
        (data(554, b"5.6.0 we do not like it"), "5.6.0"),
        (data(554, b"Transaction failed"), "554"),
        (mail_from(550, b"5.1.1 who are you"), "5.1.1"),
        (login(535, b"5.7.8 wrong password"), "5.7.8"),
        (greeting(554, b"5.1.1 go away"), "5.1.1"),
        (smtplib.SMTPNotSupportedError("STARTTLS"), "not-supported"),
    ],
)
def test_any_other_refusal_is_for_later_and_for_an_operator(error: Exception, code: str) -> None:
    outcome = outcome_of(error)
    assert isinstance(outcome, Deferred)
    assert (str(outcome), outcome.needs_an_operator) == (code, True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (rcpt_to(450, b"4.2.0 greylisted"), "4.2.0"),
        (rcpt_to(450, b"5.1.1 of two minds"), "450"),
        (data(451, b"try again"), "451"),
        (ConnectionRefusedError(), "ConnectionRefusedError"),
        (smtplib.SMTPServerDisconnected("gone"), "SMTPServerDisconnected"),
    ],
)
def test_what_passes_by_itself_needs_nobody(error: Exception, code: str) -> None:
    outcome = outcome_of(error)
    assert isinstance(outcome, Deferred)
    assert (str(outcome), outcome.needs_an_operator) == (code, False)
