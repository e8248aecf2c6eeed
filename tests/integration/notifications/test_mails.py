"""Mails leave once each, whatever happens to the mail server, to identity and to the sender."""

import os
import re
import signal
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from aiosmtpd.controller import Controller

from deploy.native.mailbox.smtp import Mode
from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL
from services.contracts.identity import (
    EmailConfirmationRequested,
    NumberCommunicated,
    PasswordResetRequested,
    TemporaryPasswordIssued,
)
from services.contracts.notifications import EmailBounced
from tests.integration.notifications.bus import Bus
from tests.integration.notifications.conftest import settings
from tests.integration.notifications.identity import SECRET, StandInIdentity
from tests.integration.notifications.mail_book import MailBook, only_letter, welcome
from tests.parts.house import House, url_of
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for


def test_a_mail_says_who_it_is_from_and_is_the_same_in_text_and_html(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    account = uuid4()
    bus.publish(welcome(account))
    letter = only_letter(inbox, identity.address(account))
    assert letter["subject"] == "Votre espace est ouvert"
    assert letter["sender"] == '"C.G.O.S." <no-reply@space.example>'
    for body in (letter["text"], letter["html"]):
        assert "Bonjour Camille" in body
        assert "https://space.example/agent" in body
    noted = mails.reaches(account, state="sent")
    assert letter["message_id"] == f"<{noted['id']}@space.example>"
    assert noted["attempts"] == 1


def test_the_number_and_the_secrets_are_in_their_mails_and_nowhere_else(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook, notifications_database: sa.Engine
) -> None:
    people = [uuid4() for _ in range(4)]
    deliveries = [uuid4() for _ in range(4)]
    bus.publish(NumberCommunicated(request_id=deliveries[0], member_id=people[0], delivery="email"))
    bus.publish(TemporaryPasswordIssued(delivery_id=deliveries[1], account_id=people[1]))
    bus.publish(PasswordResetRequested(delivery_id=deliveries[2], account_id=people[2]))
    bus.publish(EmailConfirmationRequested(delivery_id=deliveries[3], account_id=people[3]))
    texts = [only_letter(inbox, identity.address(delivery))["text"] for delivery in deliveries]
    assert re.search(r"\b12345674\b", texts[0])
    assert re.search(rf"\n\s+{SECRET}\s*\n", texts[1])
    assert f"https://space.example/reset-password?token={SECRET}" in texts[2]
    assert f"https://space.example/agent/file/email?token={SECRET}" in texts[3]
    for account in people:
        mails.reaches(account, state="sent")
    kept = everything_kept(notifications_database)
    assert [word for word in (SECRET, "12345674", "people.example", "Camille") if word in kept] == []


def everything_kept(engine: sa.Engine) -> str:
    found = sa.MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return "\n".join(str(row) for table in found.tables.values() for row in connection.execute(sa.select(table)))


def test_an_address_that_does_not_exist_bounces_and_identity_is_told(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    account, ear = uuid4(), bus.listen(EmailBounced)
    identity.addresses[str(account)] = f"{account}@bounce.invalid"
    bus.publish(welcome(account))
    told = ear.hear(account)
    noted = mails.reaches(account, state="bounced", reason="5.1.1", attempts=1)
    about = {"email_id": str(noted["id"]), "account_id": str(account), "about": "account_activated", "request_id": None}
    assert told["data"] == about
    assert inbox.messages(identity.address(account)) == []


def test_a_server_that_says_later_is_asked_again(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    account = uuid4()
    inbox.switch(Mode.DEFER)
    try:
        bus.publish(welcome(account))
        mails.reaches(account, state="queued", reason="4.3.0")
    finally:
        inbox.switch(Mode.ACCEPT)
    only_letter(inbox, identity.address(account))
    assert mails.reaches(account, state="sent")["attempts"] >= 2


def test_a_mail_server_that_was_down_gets_each_mail_once_when_it_is_back(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    accounts = [uuid4() for _ in range(5)]
    inbox.stop()
    try:
        for account in accounts:
            bus.publish(welcome(account))
        for account in accounts:
            mails.reaches(account, state="queued", reason="ConnectionRefusedError")
    finally:
        inbox.start()
    for account in accounts:
        only_letter(inbox, identity.address(account))
        mails.reaches(account, state="sent")


def test_a_mail_waits_for_identity_to_be_back(
    bus: Bus, inbox: MailSink, identity: StandInIdentity, mails: MailBook
) -> None:
    account = uuid4()
    identity.stop()
    try:
        bus.publish(welcome(account))
        mails.reaches(account, state="queued", reason="unavailable")
    finally:
        identity.start()
    only_letter(inbox, identity.address(account))


class ServerThatKills:
    """Takes the first letter, and its sender's life before it hears so."""

    def __init__(self) -> None:
        self.pid: int | None = None
        self.received: list[tuple[str, bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            self.pid = None
        self.received.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


def test_a_sender_killed_between_sending_and_noting_sends_the_same_message_again(
    house: House,
    bus: Bus,
    inbox: MailSink,
    identity: StandInIdentity,
    notifications: RunningService,
    notifications_database: sa.Engine,
    mails: MailBook,
) -> None:
    notifications.stop()
    killer = ServerThatKills()
    controller = Controller(killer, hostname="127.0.0.1", port=free_port())
    controller.start()
    own = settings(inbox) | {"SMTP_PORT": str(controller.port)}
    fragile = house.service("notifications", url_of(notifications_database), **own).start()
    try:
        killer.pid = fragile.pid
        account, delivery = uuid4(), uuid4()
        event_id, _ = bus.publish(TemporaryPasswordIssued(delivery_id=delivery, account_id=account))
        wait_for(lambda: not fragile.running, what="the end of the sender")
        assert mails.of(account)["state"] == "sending"
        fragile.start()
        assert mails.reaches(account, state="sent")["attempts"] >= 2
        ids = [re.search(rb"^Message-ID: (.+)\r$", content, re.MULTILINE) for _, content in killer.received]
        assert len(ids) >= 2
        assert len({found and found[1] for found in ids}) == 1
        keys = identity.collected[str(delivery)]
        assert len(keys) >= 2
        assert set(keys) == {event_id}, "asked again under the same key"
    finally:
        fragile.kill()
        controller.stop()
        notifications.start()


class ServerThatStopsWrites:
    """Takes a letter, after which the database takes nothing."""

    def __init__(self, postgres: PostgreSQL) -> None:
        self._postgres = postgres
        self.received: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if not self.received:
            self._postgres.refuse_writes()
        self.received.append(envelope.rcpt_tos[0])
        return "250 OK"


def test_a_mail_that_could_not_be_noted_until_its_lease_had_ended_is_sent_once(
    house: House,
    bus: Bus,
    inbox: MailSink,
    notifications: RunningService,
    notifications_database: sa.Engine,
    mails: MailBook,
) -> None:
    notifications.stop()
    server = ServerThatStopsWrites(house.postgres)
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    own = settings(inbox) | {"SMTP_PORT": str(controller.port)}
    senders = [house.service("notifications", url_of(notifications_database), **own) for _ in range(2)]
    try:
        for sender in senders:
            sender.start()
        account, later = uuid4(), uuid4()
        bus.publish(welcome(account))
        wait_for(lambda: server.received, seconds=20, what="the mail")
        wait_for(lambda: mails.lease_ended(account), what="the end of the lease")
        house.postgres.take_writes()
        assert mails.reaches(account, state="sent")["attempts"] == 1
        bus.publish(welcome(later))
        mails.reaches(later, state="sent")
        assert len(server.received) == 2, "the first was not sent again while the second was"
    finally:
        house.postgres.take_writes()
        for sender in senders:
            sender.kill()
        controller.stop()
        notifications.start()


def test_two_senders_share_the_work_and_send_each_mail_once(
    house: House,
    bus: Bus,
    inbox: MailSink,
    identity: StandInIdentity,
    notifications_database: sa.Engine,
    mails: MailBook,
) -> None:
    other = house.service("notifications", url_of(notifications_database), **settings(inbox)).start()
    try:
        accounts = [uuid4() for _ in range(40)]
        for account in accounts:
            bus.publish(welcome(account))
        for account in accounts:
            mails.reaches(account, state="sent")
            only_letter(inbox, identity.address(account))
    finally:
        other.kill()
