"""Asks clamd, over TCP or a unix socket. It fails closed: no verdict is never a clean one. Where it answers and gives
none, or breaks down over a file, that file is counted a try: it may be why."""

import logging
import socket
import struct
import time
from pathlib import Path

from services.contracts.documents import RejectionReason
from services.contracts.refusals import Unavailable
from services.documents.ports import Inconclusive

_log = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_REASONS: tuple[tuple[str, RejectionReason], ...] = (
    ("Heuristics.Encrypted.", "encrypted"),
    ("Heuristics.Limits.Exceeded", "too-costly-to-read"),
)
"""Not viruses: what it names where it could not look inside (AlertEncryptedDoc, AlertExceedsMax)."""


class Clamd:
    """`address` is `host:port` or the path of a unix socket. A scan takes `seconds` at most, all in all."""

    def __init__(self, address: str, *, seconds: float = 60.0, connect_seconds: float = 2.0) -> None:
        self._address = address
        self._seconds = seconds
        self._connect_seconds = connect_seconds

    def require(self) -> None:
        try:
            with self._connected() as connection:
                connection.settimeout(self._connect_seconds)
                connection.sendall(b"zPING\0")
                answer = connection.recv(_LONGEST_ANSWER)
        except OSError as error:
            raise Unavailable("The antivirus does not answer.") from error
        if answer != b"PONG\0":
            raise Unavailable("The antivirus does not answer.")

    def scan(self, path: Path) -> RejectionReason | None:
        try:
            connection = self._connected()
        except OSError as error:
            raise Unavailable("The antivirus does not answer.") from error
        try:
            with connection:
                answer = self._ask(connection, path)
        except TimeoutError as error:
            self.require()  # one that hangs altogether hangs over every file
            raise Inconclusive("the antivirus took too long") from error
        except OSError as error:
            raise Inconclusive("the antivirus broke off") from error
        if answer == "stream: OK":
            return None
        if answer.endswith(" FOUND"):
            signature = answer.removeprefix("stream: ").removesuffix(" FOUND")
            _log.warning("the antivirus found something", extra={"signature": signature})
            return next((reason for prefix, reason in _REASONS if signature.startswith(prefix)), "infected")
        _log.error("the antivirus gave no verdict", extra={"answer": answer})
        raise Inconclusive("the antivirus gave no verdict")

    def _ask(self, connection: socket.socket, path: Path) -> str:
        ends_at = time.monotonic() + self._seconds
        answer = b""
        with path.open("rb") as file:
            connection.settimeout(self._seconds)
            connection.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                connection.settimeout(_left(ends_at))
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                connection.settimeout(_left(ends_at))
                received = connection.recv(_LONGEST_ANSWER)
                if not received:
                    break
                answer += received
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.settimeout(self._connect_seconds)
                connection.connect(self._address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self._connect_seconds)


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
