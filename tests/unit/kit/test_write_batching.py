import socket
from types import SimpleNamespace
from typing import Any

import eventlet
import pytest
from amqp.transport import TCPTransport  # type: ignore[import-untyped]  # it has none

from services.kit.broker.write_batching import WriteBatching


class Socket:
    """Takes three bytes at a time, after telling once that it is busy."""

    def __init__(self) -> None:
        self.calls = 0
        self.taken = b""
        self.broken = False

    def send(self, data: memoryview) -> int:
        self.calls += 1
        if self.broken:
            raise ConnectionResetError
        if self.calls == 1:
            raise TimeoutError
        self.taken += bytes(data[:3])
        return min(3, len(data))


@pytest.fixture
def wire() -> Socket:
    return Socket()


@pytest.fixture
def transport(wire: Socket) -> Any:
    transport = SimpleNamespace(sock=wire)
    WriteBatching.install(transport)
    return transport


def test_frames_go_out_in_order_and_whole_at_the_end_of_the_turn(transport: Any, wire: Socket) -> None:
    buffer = bytearray(b"reply")
    transport._write(memoryview(buffer))
    buffer[:] = b"xxxxx"
    transport._write(b"ack")
    assert wire.calls == 0

    eventlet.sleep(0)

    assert wire.taken == b"replyack"
    assert wire.calls == 4


def test_a_broken_connection_shows_at_the_next_write(transport: Any, wire: Socket) -> None:
    wire.broken = True
    transport._write(b"reply")
    eventlet.sleep(0)

    with pytest.raises(ConnectionResetError):
        transport._write(b"ack")


def test_it_takes_the_place_that_py_amqp_writes_through() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        transport = TCPTransport("nowhere:1")
        transport.sock = ours
        transport._setup_transport()
        WriteBatching.install(transport)

        transport.write(b"frame")
        eventlet.sleep(0)

        assert theirs.recv(10) == b"frame"
