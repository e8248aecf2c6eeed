"""Each part is really started, on a free port and in a directory of the test."""

import re
import smtplib
import socket
import struct
import urllib.request
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError

import pytest
from minio import Minio

from deploy.native.mailbox.smtp import DEAD_DOMAIN, Mode
from deploy.native.parts.clamd import EICAR, LIMITS, MOST_MEMORY, Clamd
from deploy.native.parts.mail_sink import MailSink
from deploy.native.parts.object_store import BUCKET, REGION, ObjectStore
from deploy.native.parts.ports import free_port
from deploy.native.programs import ROOT
from services.documents.settings import CheckSettings
from tests.parts.waiting import PATIENCE
from tests.unit.documents.files import a_one_bit_png

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Clamd]:
    part = Clamd(tmp_path, free_port())
    part.start()
    yield part
    part.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ObjectStore]:
    accounts = {"documents": "a-secret-of-documents"}
    part = ObjectStore(
        tmp_path, free_port(), "agentspace", "a-secret-of-the-test", accounts=accounts, allow_origin=ORIGIN
    )
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


def an_archive_of_much() -> bytes:
    """A megabyte of zeros, three hundred times."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(300):
            archive.writestr(f"{number}", bytes(1 << 20))
    return out.getvalue()


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


def test_clamd_looks_at_a_picture_without_decoding_it_and_gets_so_much_memory_and_no_more(clamd: Clamd) -> None:
    assert scan(clamd, a_one_bit_png(20_000)).endswith(b"OK\0")
    assert clamd.pid
    status = Path(f"/proc/{clamd.pid}/status").read_text()
    assert int(status.partition("VmHWM:")[2].split()[0]) < 200_000  # kB: decoded, these are two gigabytes
    limits = Path(f"/proc/{clamd.pid}/limits").read_text()
    assert limits.partition("Max data size")[2].split()[0] == str(MOST_MEMORY)


def test_clamd_stops_where_a_file_unfolds_without_end(clamd: Clamd) -> None:
    assert b"Heuristics.Limits.Exceeded" in scan(clamd, an_archive_of_much())


def test_clamd_in_a_container_and_here_has_the_same_limits() -> None:
    container = (ROOT / "deploy" / "docker" / "clamd.conf").read_text().splitlines()
    assert set(LIMITS.splitlines()) <= set(container)
    longest = int(re.findall(r"^MaxScanTime (\d+)$", LIMITS, re.MULTILINE)[0]) / 1000
    assert longest < CheckSettings.model_fields["clamd_seconds"].default


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


def test_an_account_of_the_store_has_a_key_of_its_own(store: ObjectStore) -> None:
    soon = timedelta(minutes=1)
    key, secret = store.key_of("documents")
    assert (key, secret) == (
        ("agentspace", "a-secret-of-the-test") if store.kind == "minio" else ("documents", "a-secret-of-documents")
    )
    address = f"127.0.0.1:{store.port}"
    client = Minio(address, key, secret, secure=False, region=REGION)
    put = urllib.request.Request(client.presigned_put_object(BUCKET, "a/b", soon), b"bytes", method="PUT")
    urllib.request.urlopen(put, timeout=PATIENCE).close()
    assert page(client.presigned_get_object(BUCKET, "a/b", soon)) == "bytes"
    stranger = Minio(address, key, "a-secret-of-nobody", secure=False, region=REGION)
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(stranger.presigned_get_object(BUCKET, "a/b", soon), timeout=PATIENCE)


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
