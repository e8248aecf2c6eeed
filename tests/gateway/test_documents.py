import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from gateway.api.examples import example_of
from services.contracts.actor import Role
from services.contracts.documents import (
    ContentView,
    DocumentNotAccepted,
    DocumentView,
    GetDocument,
    GetUploadTarget,
    OpenDocument,
    PageImageView,
    PreviewDocument,
    UploadTarget,
)
from services.contracts.identity import IdentifySession
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus
from tests.gateway.served import Store, served

pytestmark = pytest.mark.anyio

FILE = bytes(range(256)) * 4096
ID = uuid4()
URL = f"/api/v1/documents/{ID}/content"


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    async with Store().running() as store:
        yield store


@pytest.fixture
async def gateway(app: FastAPI, bus: FakeBus, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    announce(bus, store, len(FILE))
    headers = bearer(bus.sign_in(Role.MEMBER))
    async with served(app) as url, httpx.AsyncClient(base_url=url, headers=headers, timeout=10) as client:
        yield client


def announce(bus: FakeBus, store: Store, size: int) -> None:
    bus.answers[GetUploadTarget] = UploadTarget.model_validate(
        example_of(UploadTarget) | {"url": f"{store.url}/a%2Fb?X-Amz-Signature=a%2Bb", "size": size}
    )


async def pieces(content: bytes, size: int = 65536) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def test_the_bytes_reach_the_store_as_they_were_sent(gateway: httpx.AsyncClient, store: Store) -> None:
    answer = await gateway.put(URL, content=FILE)
    assert answer.status_code == 204
    assert list(store.objects.values()) == [FILE]


async def test_one_question_to_the_service_serves_an_upload(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    await gateway.put(URL, content=FILE)
    assert [type(asked) for asked, _ in bus.asked if not isinstance(asked, IdentifySession)] == [GetUploadTarget]


async def test_a_service_of_the_version_before_is_asked_for_the_size(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    target = bus.answers[GetUploadTarget]
    assert isinstance(target, UploadTarget)
    bus.answers[GetUploadTarget] = target.model_copy(update={"size": None})
    bus.answers[GetDocument] = DocumentView.model_validate(example_of(DocumentView) | {"size": len(FILE)})
    assert (await gateway.put(URL, content=FILE + b"x")).status_code == 413
    assert (await gateway.put(URL, content=FILE)).status_code == 204


async def test_a_client_that_announces_no_length_may_send_in_chunks(gateway: httpx.AsyncClient, store: Store) -> None:
    answer = await gateway.put(URL, content=pieces(FILE))
    assert answer.status_code == 204
    assert list(store.objects.values()) == [FILE]


async def test_one_byte_more_than_announced_is_refused_and_nothing_is_kept(
    gateway: httpx.AsyncClient, store: Store
) -> None:
    for content in (FILE + b"x", pieces(FILE + b"x")):
        answer = await gateway.put(URL, content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert store.objects == {}


async def test_fewer_bytes_than_announced_are_refused_and_nothing_is_kept(
    gateway: httpx.AsyncClient, store: Store
) -> None:
    answer = await gateway.put(URL, content=pieces(FILE[:-1]))
    assert (answer.status_code, answer.json()["code"]) == (422, "size-mismatch")
    async with asyncio.timeout(5):
        await store.changed.wait()
    assert store.objects == {}


async def test_a_client_that_hangs_up_leaves_nothing_behind(gateway: httpx.AsyncClient, store: Store) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.base_url.port)
    head = f"PUT {URL} HTTP/1.1\r\nHost: gateway\r\nContent-Length: {len(FILE)}\r\n"
    writer.write(f"{head}Authorization: {gateway.headers['authorization']}\r\n\r\n".encode() + FILE[:200_000])
    await writer.drain()
    writer.close()
    async with asyncio.timeout(5):
        await store.changed.wait()
    assert store.broken_off
    assert store.objects == {}
    del reader


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_store_that_does_not_take_it_is_a_503(gateway: httpx.AsyncClient, store: Store, status: int) -> None:
    store.status = status
    answer = await gateway.put(URL, content=FILE)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_a_store_that_is_not_there_is_a_503(gateway: httpx.AsyncClient, bus: FakeBus, store: Store) -> None:
    store.url = "http://127.0.0.1:9"
    announce(bus, store, len(FILE))
    answer = await gateway.put(URL, content=FILE)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


async def test_a_download_is_a_file_and_nothing_that_a_browser_runs(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    store.objects["/a/b"] = FILE
    bus.answers[OpenDocument] = ContentView(
        url=f"{store.url}/a%2Fb", filename='avis "2025" é.pdf', content_type="application/pdf", size=len(FILE)
    )
    answer = await gateway.get(URL)
    assert answer.content == FILE
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''avis%20%222025%22%20%C3%A9.pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store, private"
    assert answer.headers["content-security-policy"].startswith("sandbox;")


async def test_an_officer_s_preview_is_a_picture_in_line_that_nothing_keeps(
    gateway: httpx.AsyncClient, bus: FakeBus
) -> None:
    bus.answers[PreviewDocument] = PageImageView(page=2, pages=3, image=b64encode(b"\xff\xd8\xff").decode())
    officer = bearer(bus.sign_in(Role.OFFICER, portal="staff"))
    answer = await gateway.get(f"/api/v1/documents/{ID}/preview?page=2", headers=officer)
    assert answer.content == b"\xff\xd8\xff"
    assert (answer.headers["content-type"], answer.headers["x-page-count"]) == ("image/jpeg", "3")
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store, private"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert (await gateway.get(f"/api/v1/documents/{ID}/preview")).status_code == 403, "a member has the file"


async def test_a_download_is_as_long_as_the_store_says_and_says_what_it_is_read_for(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    store.objects["/a/b"] = FILE
    bus.answers[OpenDocument] = ContentView(
        url=f"{store.url}/a%2Fb", filename="a.pdf", content_type="application/pdf", size=len(FILE) + 40
    )
    application_id = uuid4()
    answer = await gateway.get(f"{URL}?application_id={application_id}")
    assert (answer.content, answer.headers["content-length"]) == (FILE, str(len(FILE)))
    assert bus.last(OpenDocument)[0].application_id == application_id


async def test_what_is_not_accepted_is_not_shown(gateway: httpx.AsyncClient, bus: FakeBus) -> None:
    bus.answers[OpenDocument] = DocumentNotAccepted()
    assert (await gateway.get(URL)).status_code == 409


async def test_an_object_that_the_store_has_lost_is_not_found(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    bus.answers[OpenDocument] = ContentView(
        url=f"{store.url}/gone", filename="a.pdf", content_type="application/pdf", size=3
    )
    assert (await gateway.get(URL)).status_code == 404


async def test_the_gateway_is_sent_nowhere_else_by_the_store(
    gateway: httpx.AsyncClient, bus: FakeBus, store: Store
) -> None:
    """What it holds is for the address that documents signed."""
    async with Store().running() as elsewhere:
        store.sends_to = f"{elsewhere.url}/taken"
        elsewhere.objects["/taken"] = b"of somebody else"
        content = example_of(ContentView) | {"url": f"{store.url}/kept"}
        bus.answers[OpenDocument] = ContentView.model_validate(content)
        sent, read = await gateway.put(URL, content=FILE), await gateway.get(URL)
    assert (sent.status_code, read.status_code) == (503, 503)
    assert list(elsewhere.objects) == ["/taken"]
