"""A mail relay that takes nothing from anybody, as one does whose rules or whose list of senders went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

POLICY = "554 5.7.1 <{address}>: Relay access denied"


class RefusesEveryRecipient:
    def __init__(self, reply: str) -> None:
        self._reply = reply
        self.refused = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]
    ) -> str:
        self.refused += 1
        return self._reply.format(address=address)


@contextmanager
def refusing_relay(port: int, reply: str = POLICY) -> Iterator[RefusesEveryRecipient]:
    """Answers each RCPT TO with `reply` until the block ends."""
    refusing = RefusesEveryRecipient(reply)
    controller = Controller(refusing, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield refusing
    finally:
        controller.stop()
