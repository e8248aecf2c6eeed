"""The port over a real S3 store."""

import secrets
import socket
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit

import pytest

from deploy.native.parts.object_store import ObjectStore
from deploy.native.parts.ports import free_port
from services.contracts.documents import MAX_BYTES
from services.contracts.refusals import Unavailable
from services.documents.object_store import S3Objects
from services.documents.ports import StoredObject
from tests.integration.documents.conftest import store_settings
from tests.parts.waiting import PATIENCE

CONTENT = b"the bytes"


@pytest.fixture
def key() -> str:
    return f"incoming/{secrets.token_hex(20)}"


@pytest.fixture
def silent() -> Iterator[int]:
    """A port where somebody listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def upload(url: str, content: bytes = CONTENT) -> int:
    request = urllib.request.Request(url, data=content, method="PUT", headers={"Content-Type": "application/pdf"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return int(response.status)


def refused(url: str) -> int:
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(url, timeout=PATIENCE)
    with caught.value as answer:
        return answer.code


def test_what_is_put_to_the_presigned_address_is_there(objects: S3Objects, key: str, file: Path) -> None:
    assert objects.stat(key) is None
    assert upload(objects.upload_url(key, len(CONTENT), now=datetime.now(UTC), public=True)) == 200
    assert objects.stat(key) == StoredObject(len(CONTENT))
    assert objects.fetch(key, file, at_most=1000) == len(CONTENT)
    assert file.read_bytes() == CONTENT


@pytest.mark.parametrize("length", [0, len(CONTENT) - 1, len(CONTENT) + 1, 60_000_000])
def test_the_store_takes_no_other_length_than_was_announced(objects: S3Objects, key: str, length: int) -> None:
    url = objects.upload_url(key, len(CONTENT), now=datetime.now(UTC), public=True)
    with pytest.raises((HTTPError, URLError)) as caught:  # it hangs up on what is longer while that is being sent
        upload(url, bytes(length))
    if isinstance(caught.value, HTTPError):
        assert caught.value.code == 403
        caught.value.close()
    assert objects.stat(key) is None


def test_what_members_sent_is_found_with_its_moment(objects: S3Objects, key: str) -> None:
    upload(objects.upload_url(key, len(CONTENT), now=datetime.now(UTC), public=True))
    (found,) = [stored for stored in objects.incoming() if stored.key == key]
    assert abs(datetime.now(UTC) - found.written_at) < timedelta(minutes=1)


def test_no_more_is_fetched_than_asked_for(objects: S3Objects, key: str, file: Path) -> None:
    upload(objects.upload_url(key, 1_000_000, now=datetime.now(UTC), public=True), bytes(1_000_000))
    assert objects.fetch(key, file, at_most=1000) == 1000
    assert file.stat().st_size == 1000


def test_what_is_kept_is_read_back_by_its_presigned_address(objects: S3Objects, key: str, file: Path) -> None:
    content = secrets.token_bytes(MAX_BYTES)
    file.write_bytes(content)
    objects.put(key, file, "application/pdf")
    with urllib.request.urlopen(objects.content_url(key, now=datetime.now(UTC)), timeout=PATIENCE) as response:
        assert response.read() == content


def test_a_presigned_address_lapses(objects: S3Objects, key: str, file: Path) -> None:
    file.write_bytes(CONTENT)
    objects.put(key, file, "application/pdf")
    url = objects.content_url(key, now=datetime.now(UTC) - timedelta(seconds=90))
    assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["60"]
    assert refused(url) in (400, 403)


def test_an_address_for_one_object_opens_no_other(objects: S3Objects, key: str, file: Path) -> None:
    file.write_bytes(CONTENT)
    objects.put(key, file, "application/pdf")
    url = objects.content_url(f"{key}0", now=datetime.now(UTC)).replace(f"{key}0", key)
    assert refused(url) == 403


def test_removing_twice_is_harmless(objects: S3Objects, key: str, file: Path) -> None:
    file.write_bytes(CONTENT)
    objects.put(key, file, "application/pdf")
    objects.remove(key)
    objects.remove(key)
    assert objects.stat(key) is None
    assert objects.fetch(key, file, at_most=10) is None


def test_addresses_for_browsers_name_the_store_as_they_see_it(store: ObjectStore, key: str) -> None:
    objects = S3Objects(store_settings(store.endpoint, object_store_public_endpoint="https://store.example.org"))
    now = datetime.now(UTC)
    assert objects.upload_url(key, 9, now=now, public=True).startswith(f"https://store.example.org/documents/{key}?")
    assert objects.upload_url(key, 9, now=now, public=False).startswith(f"{store.endpoint}/documents/{key}?")
    assert objects.content_url(key, now=now).startswith(f"{store.endpoint}/documents/{key}?")


def test_a_store_that_is_down_is_unavailable_at_once(key: str, file: Path) -> None:
    objects = S3Objects(store_settings(f"http://127.0.0.1:{free_port()}"))
    file.write_bytes(CONTENT)
    with pytest.raises(Unavailable):
        objects.stat(key)
    with pytest.raises(Unavailable):
        objects.fetch(key, file, at_most=10)
    with pytest.raises(Unavailable):
        objects.put(key, file, "application/pdf")
    with pytest.raises(Unavailable):
        objects.remove(key)
    assert objects.upload_url(key, 9, now=datetime.now(UTC), public=True)  # signing asks nobody


def test_a_store_that_hangs_is_unavailable_within_seconds(silent: int, key: str) -> None:
    objects = S3Objects(store_settings(f"http://127.0.0.1:{silent}", object_store_read_seconds=0.3))
    with pytest.raises(Unavailable):  # without the limit it would wait for the silent one until the test is ended
        objects.stat(key)


def test_a_store_with_other_keys_is_unavailable(store: ObjectStore, key: str) -> None:
    objects = S3Objects(store_settings(store.endpoint, object_store_access_key="somebody-else"))
    with pytest.raises(Unavailable):
        objects.stat(key)


def test_the_store_comes_back_on_the_same_connections(tmp_path: Path, key: str, file: Path) -> None:
    part = ObjectStore(tmp_path / "store", free_port(), "agentspace", "a-secret-of-the-test")
    part.start()
    try:
        part.make_bucket()
        objects = S3Objects(store_settings(part.endpoint))
        file.write_bytes(CONTENT)
        objects.put(key, file, "application/pdf")
        part.kill()
        with pytest.raises(Unavailable):
            objects.stat(key)
        part.start()
        assert objects.stat(key) == StoredObject(len(CONTENT))
    finally:
        part.stop()


def test_what_is_larger_than_a_document_goes_in_parts(objects: S3Objects, file: Path) -> None:
    """A copy for a member may be as large as all that they keep."""
    with file.open("wb") as written:
        written.truncate(MAX_BYTES + 1)
    objects.put("exports/large", file, "application/zip")
    assert objects.stat("exports/large") == StoredObject(size=MAX_BYTES + 1)
    objects.remove("exports/large")
