"""A mail server that refuses says nothing of an address, unless it says that there is none."""

import json
import socketserver
from collections.abc import Iterator
from threading import Thread
from uuid import uuid4

import pytest

from deploy.native.parts.mail_sink import MailSink
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.kit.work import utc_now
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import Notice
from services.notifications.ports import ComposedEmail, Deferred
from services.notifications.settings import Settings
from services.notifications.smtp import SmtpServer
from tests.integration.notifications.bus import Bus
from tests.integration.notifications.identity import StandInIdentity
from tests.integration.notifications.mail_book import MailBook, only_letter, welcome
from tests.parts.refusing_relay import refusing_relay
from tests.parts.service import RunningService


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("554 5.7.1 <{address}>: Relay access denied", "5.7.1"),
        ("550 <{address}>: not wanted here", "550"),
        ("550 5.2.2 <{address}>: mailbox full", "5.2.2"),
    ],
)
def test_a_relay_that_refuses_everybody_bounces_nobody_and_each_mail_arrives_once_when_it_is_well(
    reply: str,
    code: str,
    bus: Bus,
    inbox: MailSink,
    identity: StandInIdentity,
    mails: MailBook,
    notifications: RunningService,
) -> None:
    accounts, ear = [uuid4() for _ in range(5)], bus.listen(EmailBounced)
    inbox.stop()
    try:
        with refusing_relay(inbox.smtp_port, reply):
            for account in accounts:
                bus.publish(welcome(account))
            for account in accounts:
                mails.reaches(account, state="queued", reason=code)
    finally:
        inbox.start()
    for account in accounts:
        only_letter(inbox, identity.address(account))
        assert mails.reaches(account, state="sent")["attempts"] >= 2
        assert ear.hears_no_more(account)
    assert f'agentspace_mail_refusals_total{{code="{code}"}}' in notifications.get("/metrics")[1]
    log = notifications.log.read_text()
    told = [json.loads(line) for line in log.splitlines() if '"the mail server refuses"' in line]
    assert {(line["level"], line["code"]) for line in told} >= {("error", code)}
    assert "people.example" not in log


def test_that_an_address_takes_mail_again_is_told_once_it_did(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    marked, other, ear = uuid4(), uuid4(), bus.listen(EmailAcceptedAgain)
    identity.bounced.add(str(marked))
    for account in (other, marked):
        bus.publish(welcome(account))
    told = ear.hear(marked)
    noted = mails.reaches(marked, state="sent")
    assert told["data"] == {"email_id": str(noted["id"]), "account_id": str(marked)}
    mails.reaches(other, state="sent")
    assert ear.hears_no_more(other)


class GreetsWithARefusal(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"554 5.3.2 no service today\r\n")
        self.rfile.read()


@pytest.fixture
def closed_relay() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), GreetsWithARefusal) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def refusal_of(port: int, *, starttls: bool = False) -> Deferred:
    server = Settings.model_construct(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_starttls=starttls,
        smtp_timeout=5,
        mail_from="no-reply@space.example",
    )
    smtp = SmtpServer(server)
    mail = Mail.about(Notice("an-event", "password_changed", uuid4(), {}, utc_now()))
    with pytest.raises(Deferred) as refused:
        smtp.send(mail, ComposedEmail("somebody@people.example", "fr", "Bonjour", "Bonjour", "<p>Bonjour</p>"))
    return refused.value


def test_a_server_that_takes_nobody_in_or_lacks_what_we_ask_for_is_no_reason_to_doubt_an_address(
    closed_relay: int, inbox: MailSink
) -> None:
    greeting, starttls = refusal_of(closed_relay), refusal_of(inbox.smtp_port, starttls=True)
    assert (str(greeting), greeting.needs_an_operator) == ("5.3.2", True)
    assert (str(starttls), starttls.needs_an_operator) == ("not-supported", True)
