"""A mail server over TLS is handed a mail only if who vouches for it is known, and for that very name."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from deploy.native.parts.ports import free_port
from services.kit.work import utc_now
from services.notifications.domain.mails import Mail
from services.notifications.domain.notices import Notice
from services.notifications.ports import ComposedEmail, Deferred
from services.notifications.settings import Settings
from services.notifications.smtp import SmtpServer
from tests.parts.certificates import Authority

WAYS = pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "implicit"])


class _Relay(Controller):
    def _trigger_server(self) -> None:
        """aiosmtpd's own says hello over TLS with the server's context, which is none for a client."""
        with socket.create_connection((self.hostname, self.port)):
            pass


class Mails:
    def __init__(self) -> None:
        self.kept = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.kept += 1
        return "250 kept"


@contextmanager
def relay(authority: Authority, *, implicit: bool) -> Iterator[tuple[Mails, int]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*authority.sign("localhost"))
    tls = {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    mails, port = Mails(), free_port()
    controller = _Relay(mails, hostname="127.0.0.1", port=port, **tls)
    controller.start()
    try:
        yield mails, port
    finally:
        controller.stop()


def send(port: int, ca_file: Path, host: str = "localhost", *, implicit: bool) -> None:
    settings = Settings.model_construct(
        smtp_host=host,
        smtp_port=port,
        smtp_starttls=not implicit,
        smtp_implicit_tls=implicit,
        smtp_ca_file=ca_file,
        mail_from="no-reply@space.example",
    )
    mail = Mail.about(Notice("an-event", "password_changed", uuid4(), {}, utc_now()))
    SmtpServer(settings).send(mail, ComposedEmail("somebody@people.example", "fr", "Bonjour", "Bonjour", "<p>Oui</p>"))


@WAYS
def test_a_server_that_is_vouched_for_is_handed_the_mail(authority: Authority, *, implicit: bool) -> None:
    with relay(authority, implicit=implicit) as (mails, port):
        send(port, authority.file, implicit=implicit)
        assert mails.kept == 1


@WAYS
@pytest.mark.parametrize(("host", "known"), [("localhost", False), ("127.0.0.1", True)], ids=["authority", "name"])
def test_one_of_another_authority_or_name_is_handed_nothing(
    authority: Authority, tmp_path: Path, host: str, *, known: bool, implicit: bool
) -> None:
    trusted = authority if known else Authority(tmp_path / "stranger")
    with relay(authority, implicit=implicit) as (mails, port):
        with pytest.raises(Deferred, match="SSLCertVerificationError"):
            send(port, trusted.file, host, implicit=implicit)
        assert mails.kept == 0
