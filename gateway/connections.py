"""What a connection may take of us before it has asked anything: bytes, time, and how many there are of them.

uvicorn's protocol bounds none of it: httptools keeps a header of any length, a request may take for ever to arrive, and
what a refused request goes on sending is read to its end.
"""

import asyncio
from collections import Counter
from typing import Any, ClassVar, Final, cast

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from gateway.addresses import Networks
from gateway.problems import MEDIA_TYPE, problem, when_to_return
from services.contracts.language import FALLBACK
from services.contracts.refusals import Refusal, Unavailable

MOST_OF_HEAD: Final = 16 * 1024
"""Bytes: the address and all headers."""
MOST_HEADERS: Final = 100
SECONDS_OF_HEAD: Final = 10.0
SECONDS_OF_BODY: Final = 20.0
"""In each span of this length that we are ready to read, a body brings `LEAST_OF_BODY` or its end."""
LEAST_OF_BODY: Final = 20 * 1024
SECONDS_OF_FAREWELL: Final = 5.0
"""For which the rest of a refused request is read and dropped: closed at once, its sender would not see the answer."""


class RequestHeadersTooLarge(Refusal):
    status = 431


class RequestTooSlow(Refusal):
    status = 408


class TooManyConnections(Unavailable):
    """From one address, or in all."""


class Door:
    """Who is connected to this worker. Proxies of ours are let in for all whom they speak for."""

    def __init__(self, most: int, most_of_one: int, proxies: Networks) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._proxies = proxies
        self._inside: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        full = self._inside.total() >= self._most
        if full or (self._inside[address] >= self._most_of_one and address not in self._proxies):
            return False
        self._inside[address] += 1
        return True

    def leave(self, address: str) -> None:
        self._inside[address] -= 1
        if not self._inside[address]:
            del self._inside[address]


class _Transport:
    """The connection's own, but that it waits a little before it closes on somebody who is still sending."""

    def __init__(self, transport: asyncio.Transport, protocol: "BoundedProtocol") -> None:
        self._transport = transport
        self._protocol = protocol

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def close(self) -> None:
        self._protocol.hang_up()


class BoundedProtocol(HttpToolsProtocol):
    door: ClassVar[Door] = Door(1000, 1000, Networks())
    """Of this process; `from_environment` says how wide."""
    seconds_of_head: ClassVar[float] = SECONDS_OF_HEAD
    seconds_of_body: ClassVar[float] = SECONDS_OF_BODY
    seconds_of_farewell: ClassVar[float] = SECONDS_OF_FAREWELL

    _own: asyncio.Transport
    _address: str | None = None
    """Where it came in by the door."""
    _arriving: str = "head"
    """What of a request is incomplete: its `head`, its `body`, or nothing."""
    _begun: bool = False
    _between: int = 0
    """Bytes that came since something could last be made of them: a header, a trailer, what stands before a chunk."""
    _of_head: int = 0
    _in_span: int = 0
    _held_back: bool = False
    _watch: asyncio.TimerHandle | None = None
    _refusal: Refusal | None = None
    _parting: bool = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        self._own = transport
        super().connection_made(cast(asyncio.Transport, _Transport(transport, self)))
        address = self.client[0] if self.client else ""
        if not self.door.enter(address):
            self._refuse(TooManyConnections(), lingering=False)
            return
        self._address = address
        self._start_watch()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._address is not None:
            self.door.leave(self._address)
        self._stop_watch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._parting:
            return
        if not self._arriving:
            self._arriving, self._begun = "head", False
        self._between += len(data)
        super().data_received(data)
        if self._between > MOST_OF_HEAD and not self._parting:
            self._refuse(RequestHeadersTooLarge())
        elif self._arriving and self._watch is None and not self._parting:
            self._start_watch()

    def on_message_begin(self) -> None:
        self._arriving, self._begun = "head", True
        self._between = self._of_head = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count_in_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Of a head or of the trailers of a body."""
        self._count_in_head(len(name) + len(value) + 4)
        if len(self.headers) >= MOST_HEADERS:
            self._too_large()
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._arriving, self._between = "body", 0
        self._stop_watch()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._between = 0
        self._in_span += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._arriving, self._between = "", 0
        self._stop_watch()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._arriving == "body" and self.cycle.response_complete and not self._parting:
            # Answered before it had come: a little that still comes is read and dropped, and the next request is heard.
            self._stop_watch()
            self.flow.resume_reading()
            self._watch = self.loop.call_later(self.seconds_of_farewell, self._own.close)

    def send_400_response(self, msg: str) -> None:
        if self._refusal is not None:
            self._refuse(self._refusal)
        elif self._may_answer():
            super().send_400_response(msg)
        else:
            self._own.close()

    def hang_up(self) -> None:
        """At once where all that was sent has been read."""
        if not self._arriving or self._parting or self._own.is_closing():
            self._stop_watch()
            self._own.close()
            return
        self._parting = True
        if self._own.can_write_eof():
            self._own.write_eof()
        self.flow.resume_reading()
        self._stop_watch()
        self._watch = self.loop.call_later(self.seconds_of_farewell, self._own.close)

    def _count_in_head(self, length: int) -> None:
        self._of_head += length
        if self._of_head > MOST_OF_HEAD:
            self._too_large()

    def _too_large(self) -> None:
        """Raised through the parser, which stops there and has `send_400_response` called."""
        self._refusal = RequestHeadersTooLarge()
        raise ValueError(self._refusal.code)

    def _may_answer(self) -> bool:
        """Whether what we write now is the answer to what arrives, and not in the middle of another."""
        if self.pipeline:
            return False
        if self.cycle is None or self.cycle.response_complete:
            return True
        return self._arriving == "body" and not self.cycle.response_started

    def _start_watch(self) -> None:
        self._in_span, self._held_back = 0, self.flow.read_paused
        seconds = self.seconds_of_body if self._arriving == "body" else self.seconds_of_head
        self._watch = self.loop.call_later(seconds, self._look)

    def _stop_watch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _look(self) -> None:
        self._watch = None
        if self._arriving == "body":
            too_slow = self._in_span < LEAST_OF_BODY and not self._owes_nothing()
        else:
            too_slow = self._may_answer()  # who waits for an answer may take their time over what they ask next
        if not too_slow:
            self._start_watch()
        elif self._begun:
            self._refuse(RequestTooSlow(), lingering=False)
        else:
            self._own.close()

    def _owes_nothing(self) -> bool:
        """It is we who did not read, or did not ask for it yet."""
        return self._held_back or self.flow.read_paused or self.cycle.waiting_for_100_continue

    def _refuse(self, refusal: Refusal, *, lingering: bool = True) -> None:
        if self._may_answer():
            self._own.write(_answer(refusal))
        if lingering:
            self.hang_up()
        else:
            self._stop_watch()
            self._own.close()


def _answer(refusal: Refusal) -> bytes:
    """In French, for who asks in which language stands in what was not read."""
    body = orjson.dumps(problem(refusal, FALLBACK))
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), "connection": "close"}
    told = "".join(f"{name}: {value}\r\n" for name, value in {**headers, **when_to_return(refusal)}.items())
    return STATUS_LINE[refusal.status] + told.encode() + b"\r\n" + body
