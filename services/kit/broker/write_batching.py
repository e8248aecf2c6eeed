"""Frames that greenlets write in the same turn of the loop leave in one system call: a reply and its acknowledgement
always, and under load many calls' at once."""

from typing import Any

import eventlet


class WriteBatching:
    """Takes the place of py-amqp's `transport._write`. The order of frames stays; an error shows at the next write, and
    to the loop that reads."""

    def __init__(self, transport: Any) -> None:
        self._socket = transport.sock
        self._waiting = bytearray()
        self._flushing = False
        self._broken: OSError | None = None

    @classmethod
    def install(cls, transport: Any) -> None:
        transport._write = cls(transport).write

    def write(self, frames: bytes | memoryview) -> None:
        """Copies: py-amqp uses its buffer again at once."""
        if self._broken:
            raise self._broken
        self._waiting += frames
        if not self._flushing:
            self._flushing = True
            eventlet.spawn_n(self._flush)

    def _flush(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, bytearray()
                unsent = memoryview(bytes(batch))
                while unsent:
                    try:
                        unsent = unsent[self._socket.send(unsent) :]
                    except TimeoutError:
                        continue  # the reading loop sets a timeout on the socket that is not meant for writing
        except OSError as error:
            self._broken = error
        finally:
            self._flushing = False
