"""What somebody who has not said who they are can take of the gateway, on real sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from fastapi import FastAPI

from gateway.addresses import Networks
from gateway.app import create_app
from gateway.connections import BoundedProtocol, Door
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.documents import GetUploadTarget, UploadTarget
from tests.gateway.fake_bus import FakeBus
from tests.gateway.served import Store, served
from tests.parts.waiting import PATIENCE

pytestmark = pytest.mark.anyio

MIB = 1024 * 1024
HOST = b"Host: gateway"


class Impatient(BoundedProtocol):
    """Looks around often. A time that is long in a test is short here."""

    seconds_of_head = 0.2
    seconds_of_body = 0.2


class Client:
    """Sends bytes, and hears what comes back."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, *lines: bytes, body: bytes = b"") -> None:
        """A whole head, and what of its body is given."""
        await self.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        with suppress(ConnectionError):  # what was answered is still to be read
            await self._writer.drain()

    async def status(self) -> int:
        """Of the next answer; 0 where the connection ends without one."""
        line = await self._in_time(self._reader.readline())
        return int(line.split(b" ", 2)[1]) if line else 0

    async def rest(self) -> bytes:
        """Until the other side has closed."""
        return await self._in_time(self._reader.read())

    async def _in_time(self, reading: Awaitable[bytes]) -> bytes:
        async with asyncio.timeout(PATIENCE):
            try:
                return await reading
            except ConnectionError:
                return b""

    def close(self) -> None:
        self._writer.close()


Connect = Callable[[], Awaitable[Client]]


@asynccontextmanager
async def connecting(app: FastAPI, protocol: type[BoundedProtocol]) -> AsyncIterator[Connect]:
    async with AsyncExitStack() as stack:
        address = urlsplit(await stack.enter_async_context(served(app, protocol)))

        async def connect() -> Client:
            client = Client(*await asyncio.open_connection(address.hostname, address.port))
            stack.callback(client.close)
            return client

        yield connect


@pytest.fixture
async def connect(app: FastAPI) -> AsyncIterator[Connect]:
    async with connecting(app, Impatient) as connect:
        yield connect


@pytest.fixture
async def patient(app: FastAPI) -> AsyncIterator[Connect]:
    async with connecting(app, BoundedProtocol) as connect:
        yield connect


async def test_a_header_without_an_end_is_refused(patient: Connect) -> None:
    client = await patient()
    await client.write(b"GET / HTTP/1.1\r\nX: ")
    for _ in range(40):
        await client.write(b"x" * MIB)
    assert await client.status() == 431
    assert b"request-headers-too-large" in await client.rest()


@pytest.mark.parametrize(
    "lines",
    [
        [b"GET /" + b"x" * 20_000 + b" HTTP/1.1", HOST],
        [b"GET / HTTP/1.1", HOST, b"X: " + b"x" * 20_000],
        [b"GET / HTTP/1.1", HOST, *[b"X: x"] * 100],
        [b"GET / HTTP/1.1", HOST, *[b"X: " + b"x" * 1000] * 17],
    ],
    ids=["address", "header", "number", "together"],
)
async def test_a_head_is_of_bounded_size(patient: Connect, bus: FakeBus, lines: list[bytes]) -> None:
    client = await patient()
    await client.send(*lines)
    assert await client.status() == 431
    assert bus.asked == []


@pytest.mark.parametrize("piece", [b"X: x\r\n", b"X: " + b"x" * 100])
async def test_what_follows_a_body_is_bounded_too(patient: Connect, piece: bytes) -> None:
    client = await patient()
    await client.send(b"POST /api/v1/auth/login HTTP/1.1", HOST, b"Transfer-Encoding: chunked")
    await client.write(b"2\r\n{}\r\n0\r\n" + piece * 5000)
    assert b"request-headers-too-large" in await client.rest()


async def test_a_head_that_does_not_come_to_its_end_is_not_waited_for(connect: Connect) -> None:
    client = await connect()
    await client.write(b"GET / HTTP/1.1\r\nHost: gate")
    assert await client.status() == 408
    assert b"request-too-slow" in await client.rest()


async def test_whoever_says_nothing_is_not_waited_for(connect: Connect) -> None:
    client = await connect()
    assert await client.rest() == b""


async def test_nor_is_a_second_request_that_does_not_come(connect: Connect) -> None:
    client = await connect()
    await client.send(b"GET /health/live HTTP/1.1", HOST)
    assert await client.status() == 200
    await client.write(b"\r\n")
    assert await client.rest() != b""  # what was answered, and then the end


async def test_a_body_that_hardly_comes_is_not_waited_for(connect: Connect) -> None:
    client = await connect()
    await client.send(b"POST /api/v1/auth/login HTTP/1.1", HOST, b"Content-Length: 1000", body=b"{")
    assert await client.status() == 408


async def test_an_upload_that_hardly_comes_leaves_nothing_in_the_store(app: FastAPI, bus: FakeBus) -> None:
    async with Store().running() as store, connecting(app, Impatient) as connect:
        bus.answers[GetUploadTarget] = UploadTarget.model_validate(
            {"method": "PUT", "url": f"{store.url}/incoming/1", "headers": {}, "size": 900_000}
            | {"expires_at": "2099-01-01T00:00:00Z"}
        )
        client = await connect()
        token = b"Authorization: Bearer " + bus.sign_in(Role.MEMBER).encode()
        path = f"PUT /api/v1/documents/{uuid4()}/content HTTP/1.1".encode()
        await client.send(path, HOST, token, b"Content-Length: 900000", body=b"x" * 300_000)
        assert await client.status() == 408
        async with asyncio.timeout(PATIENCE):
            while not store.broken_off:
                await store.changed.wait()
        assert store.objects == {}


async def test_a_client_is_not_blamed_for_what_we_do_not_read(app: FastAPI, bus: FakeBus) -> None:
    """Its bytes lie in our buffer: it is we who wait for somebody."""

    class Watched(Impatient):
        looked = asyncio.Event()

        def _look(self) -> None:
            self.looked.set()
            super()._look()

    bus.held.clear()
    token = b"Authorization: Bearer " + bus.sign_in(Role.MEMBER).encode()
    path = f"PUT /api/v1/documents/{uuid4()}/content HTTP/1.1".encode()
    async with connecting(app, Watched) as connect, asyncio.timeout(PATIENCE):
        client = await connect()
        await client.send(path, HOST, token, b"Content-Length: 9000000", body=b"x" * 200_000)
        for _ in range(4):
            Watched.looked.clear()
            await Watched.looked.wait()
        bus.held.set()
        assert await client.status() == 503  # nobody answers for documents here, and nothing else is wrong


@pytest.mark.parametrize("path", [b"/agent/documents", b"/staff/requests/x/reject"])
async def test_no_form_is_read_of_somebody_who_must_be_signed_in_and_is_not(patient: Connect, path: bytes) -> None:
    client = await patient()
    form = b"Content-Type: multipart/form-data; boundary=b"
    origin = b"Origin: http://gateway"
    await client.send(b"POST " + path + b" HTTP/1.1", HOST, origin, form, b"Content-Length: 27000000")
    assert await client.status() in {401, 403}


async def test_what_a_refused_request_still_sends_is_dropped_and_its_connection_ends(patient: Connect) -> None:
    client = await patient()
    path = f"PUT /api/v1/documents/{uuid4()}/content HTTP/1.1".encode()
    await client.send(path, HOST, b"Content-Length: 27000000")
    assert await client.status() == 401
    for _ in range(20):
        await client.write(b"x" * MIB)
    assert b"not-authenticated" in await client.rest()


async def test_a_small_body_that_nobody_reads_costs_no_connection(patient: Connect) -> None:
    client = await patient()
    for _ in range(2):
        await client.send(b"GET /health/live HTTP/1.1", HOST, b"Content-Length: 2", body=b"{}")
        assert await client.status() == 200
        await client._in_time(client._reader.readuntil(b'{"status":"live"}'))


async def test_a_body_that_comes_after_its_refusal_costs_no_connection(patient: Connect) -> None:
    """As of clients that write head and body apart, and of proxies that keep their connections."""
    client = await patient()
    for _ in range(2):
        await client.send(f"PUT /api/v1/documents/{uuid4()}/content HTTP/1.1".encode(), HOST, b"Content-Length: 2")
        assert await client.status() == 401
        await client._in_time(client._reader.readuntil(b"}"))
        await client.write(b"{}")
    await client.send(b"GET /health/live HTTP/1.1", HOST)
    assert await client.status() == 200


async def test_only_so_many_connections_are_let_in_from_one_address(app: FastAPI) -> None:
    class Narrow(BoundedProtocol):
        door = Door(100, 2, Networks())

    async with connecting(app, Narrow) as connect:
        first, second = await connect(), await connect()
        for each in (first, second):
            await each.send(b"GET /health/live HTTP/1.1", HOST)
            assert await each.status() == 200
        third = await connect()
        assert await third.status() == 503
        assert b"too-many-connections" in await third.rest()
        first.close()
        async with asyncio.timeout(PATIENCE):
            while await _is_refused(await connect()):
                pass


async def test_a_proxy_of_ours_is_let_in_for_everybody_and_so_many_in_all(app: FastAPI) -> None:
    class Narrow(BoundedProtocol):
        door = Door(3, 1, Networks.of("10.0.0.0/8, 127.0.0.1"))

    async with connecting(app, Narrow) as connect:
        assert [await _is_refused(await connect()) for _ in range(4)] == [False, False, False, True]


async def _is_refused(client: Client) -> bool:
    await client.send(b"GET /health/live HTTP/1.1", HOST)
    return await client.status() != 200


async def test_of_one_address_only_so_many_bodies_are_waited_for_whichever_proxy_they_come_by(bus: FakeBus) -> None:
    settings = GatewaySettings(environment="test", public_url="http://gateway", unfinished_per_address=2)
    async with connecting(create_app(settings, bus), BoundedProtocol) as connect:

        async def begins(address: bytes) -> Client:
            client = await connect()
            named = b"X-Forwarded-For: " + address
            length = b"Content-Length: 1000"
            await client.send(b"POST /api/v1/auth/login HTTP/1.1", HOST, named, length, b"Expect: 100-continue")
            return client

        told = [await (await begins(b"203.0.113.7")).status() for _ in range(3)]
        assert told == [100, 100, 429]
        assert await (await begins(b"203.0.113.8")).status() == 100
