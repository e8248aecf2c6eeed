"""The receiving end. It can be told to refuse, so that bounces and retries can be tried for real."""

from enum import StrEnum

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.native.mailbox.letters import Letters

DEAD_DOMAIN = "bounce.invalid"
"""An address here is always refused for good, like that of someone who has left."""


class Mode(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    """Refused for good (550): the address does not exist."""
    DEFER = "defer"
    """Refused for now (451): try again."""


class Reception:
    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self.mode = Mode.ACCEPT

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.mode is Mode.DEFER:
            return "451 4.3.0 try again later"
        if self.mode is Mode.REFUSE or address.lower().endswith(f"@{DEAD_DOMAIN}"):
            return "550 5.1.1 no such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        content = envelope.original_content or b""
        self._letters.keep(content, envelope.rcpt_tos)
        return "250 kept"

    def connection(self) -> SMTP:
        return SMTP(self, hostname="localhost", enable_SMTPUTF8=True, ident="agentspace inbox")
