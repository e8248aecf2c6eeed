"""Each part is really started, on a free port and in a directory of the test."""

import smtplib
import socket
import struct
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.error import HTTPError

import pytest

from deploy.native.mailbox.smtp import DEAD_DOMAIN, Mode
from deploy.native.parts.clamd import EICAR, Clamd
from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.object_store import BUCKET, ObjectStore
from deploy.native.parts.ports import free_port
from tests.parts.waiting import PATIENCE

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Clamd]:
    part = Clamd(tmp_path, free_port())
    part.start()
    yield part
    part.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ObjectStore]:
    part = ObjectStore(tmp_path, free_port(), "agentspace", "a-secret-of-the-test", allow_origin=ORIGIN)
    part.start()
    part.make_bucket()
    yield part
    part.stop()


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[MailSink]:
    part = MailSink(tmp_path, free_port(), free_port())
    part.start()
    yield part
    part.stop()


def scan(clamd: Clamd, content: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", clamd.port), timeout=PATIENCE) as connection:
        connection.sendall(b"zINSTREAM\0" + struct.pack("!I", len(content)) + content + struct.pack("!I", 0))
        return connection.recv(200)


def send(inbox: MailSink, to: str, subject: str = "Votre numéro") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "ne-pas-repondre@example.org", to, subject
    letter.set_content("Bonjour, été compris.")
    letter.add_alternative("<p>Bonjour<script>alert(1)</script></p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", inbox.smtp_port, timeout=PATIENCE) as client:
        client.send_message(letter)


def page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def test_clamd_finds_the_test_virus_and_passes_the_rest(clamd: Clamd) -> None:
    assert scan(clamd, b"%PDF-1.4\n1 0 obj<<>>stream\n" + EICAR + b"\nendstream endobj").endswith(b"FOUND\0")
    assert scan(clamd, b"nothing to see").endswith(b"OK\0")


def test_an_object_is_put_and_read_through_presigned_addresses(store: ObjectStore) -> None:
    soon = timedelta(minutes=1)
    client = store.client()
    put = urllib.request.Request(client.presigned_put_object(BUCKET, "a/b", soon), b"bytes", method="PUT")
    urllib.request.urlopen(put, timeout=PATIENCE).close()
    assert page(client.presigned_get_object(BUCKET, "a/b", soon)) == "bytes"


def test_an_address_signed_by_somebody_else_is_refused(store: ObjectStore) -> None:
    url = store.client().presigned_put_object(BUCKET, "a/b", timedelta(minutes=1))
    forged = urllib.request.Request(url[:-4] + "0000", b"bytes", method="PUT")
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(forged, timeout=PATIENCE)


def test_a_browser_may_put_from_the_gateways_pages(store: ObjectStore) -> None:
    url = store.client().presigned_put_object(BUCKET, "a/b", timedelta(minutes=1))
    preflight = urllib.request.Request(url, method="OPTIONS")
    preflight.add_header("Origin", ORIGIN)
    preflight.add_header("Access-Control-Request-Method", "PUT")
    with urllib.request.urlopen(preflight, timeout=PATIENCE) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] in {ORIGIN, "*"}


def test_objects_survive_a_kill(store: ObjectStore) -> None:
    url = store.client().presigned_put_object(BUCKET, "kept", timedelta(minutes=1))
    urllib.request.urlopen(urllib.request.Request(url, b"bytes", method="PUT"), timeout=PATIENCE).close()
    store.kill()
    store.start()
    assert store.client().stat_object(BUCKET, "kept").size == len(b"bytes")


def test_a_message_is_listed_for_its_recipient_whatever_the_case(inbox: MailSink) -> None:
    send(inbox, "Claire@example.org")
    send(inbox, "somebody.else@example.org")
    (message,) = inbox.messages("claire@EXAMPLE.org")
    assert (message["subject"], message["text"].strip()) == ("Votre numéro", "Bonjour, été compris.")
    assert message["html"].startswith("<p>Bonjour")
    assert message["received_at"].endswith("Z")


def test_messages_survive_a_kill(inbox: MailSink) -> None:
    send(inbox, "claire@example.org")
    inbox.kill()
    inbox.start()
    assert len(inbox.messages("claire@example.org")) == 1


def test_the_page_of_a_message_runs_nothing_that_it_holds(inbox: MailSink) -> None:
    send(inbox, "claire@example.org", subject="<script>alert(2)</script>")
    (message,) = inbox.messages()
    for shown in (page(f"{inbox.url}/?to=claire@example.org"), page(f"{inbox.url}/letters/{message['id']}")):
        assert "<script" not in shown
        assert "&lt;script&gt;alert(2)" in shown


def test_an_address_of_the_dead_domain_bounces(inbox: MailSink) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(inbox, f"gone@{DEAD_DOMAIN}")
    assert [code for code, _ in refused.value.recipients.values()] == [550]


@pytest.mark.parametrize(("mode", "code"), [(Mode.REFUSE, 550), (Mode.DEFER, 451)])
def test_the_inbox_refuses_when_told_to_and_takes_again_afterwards(inbox: MailSink, mode: Mode, code: int) -> None:
    inbox.switch(mode)
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(inbox, "claire@example.org")
    assert [given for given, _ in refused.value.recipients.values()] == [code]
    inbox.switch(Mode.ACCEPT)
    send(inbox, "claire@example.org")
    assert len(inbox.messages("claire@example.org")) == 1
