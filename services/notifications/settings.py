from pydantic import Field

from services.kit.settings import ServiceSettings


class Settings(ServiceSettings):
    public_url: str
    """Where people reach the gateway; links in mails begin with it."""

    smtp_host: str
    smtp_port: int = 25
    smtp_starttls: bool = False
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
