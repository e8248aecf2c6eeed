from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from pydantic import Field, model_validator

from services.kit.settings import ServiceSettings

TRIAL_INBOX: Final = "inbox"
"""The mail server of docker-compose.yml: it shows every letter to everybody, and delivers none."""


class Settings(ServiceSettings):
    public_url: str
    """Where people reach the gateway; links in mails begin with it."""

    smtp_host: str
    smtp_port: int = 25
    smtp_starttls: bool = False
    """TLS from the server's greeting on (587, 25)."""
    smtp_implicit_tls: bool = False
    """TLS from the first byte on (465)."""
    smtp_ca_file: Path | None = None
    """Over TLS: the authorities that may vouch for the mail server; the system's where none is given."""
    smtp_user: str | None = None
    smtp_password: str | None = None
    smtp_timeout: float = 10
    """Seconds that one answer of the mail server may take."""
    mail_from: str
    mail_from_name: str = "C.G.O.S."

    mails_at_once: int = Field(default=4, ge=1)
    """Of `max_workers`: a slow mail server must leave workers to those who read."""
    mail_interval: float = 1
    """Seconds between two looks at what is due; a new mail wakes the sender at once."""
    sending_timeout: float = 20
    """Seconds for one mail, from asking for its address to the mail server's word."""
    sending_lease: float = 40
    """Seconds after which a mail that somebody took and said nothing of is sent again: they died."""

    @model_validator(mode="after")
    def _one_way_to_tls(self) -> Self:
        if self.smtp_starttls and self.smtp_implicit_tls:
            raise ValueError("SMTP_STARTTLS and SMTP_IMPLICIT_TLS exclude each other")
        return self

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        if not self.public_url.startswith("https://"):
            yield "PUBLIC_URL is no https:// address"
        if self.smtp_host == TRIAL_INBOX:
            yield "SMTP_HOST is the inbox of the demonstration, which delivers nothing"
        elif not (self.smtp_starttls or self.smtp_implicit_tls or self.smtp_host in self.plain_to):
            yield f"SMTP_HOST is {self.smtp_host}, another host: SMTP_STARTTLS or SMTP_IMPLICIT_TLS is needed"
