"""Any S3: put, get, stat, remove and presigned URLs, nothing else, so that MinIO, rclone and the others all do."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from minio import Minio
from minio.error import InvalidResponseError, S3Error, ServerError
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from services.contracts.documents import MAX_BYTES
from services.contracts.refusals import Unavailable
from services.documents.domain.document import CONTENT_URL_LIVES, INCOMING, UPLOAD_TARGET_LIVES
from services.documents.ports import StoredObject, StoredUpload
from services.documents.presigning import presigned_put
from services.documents.settings import ObjectStoreSettings
from services.kit.work import refuse_in_transaction

_log = logging.getLogger(__name__)

_CHUNK = 256 * 1024
_ABSENT = frozenset({"NoSuchKey", "NoSuchObject", "NotFound", "ResourceNotFound"})


class S3Objects:
    def __init__(self, settings: ObjectStoreSettings) -> None:
        self._bucket, self._region = settings.object_store_bucket, settings.object_store_region
        self._access_key = settings.object_store_access_key
        self._secret_key = settings.object_store_secret_key.get_secret_value()
        self._endpoint = _address(settings.object_store_endpoint)
        self._public_endpoint = _address(settings.object_store_public_endpoint or settings.object_store_endpoint)
        self._store = _client(settings, self._endpoint, settings.object_store_read_seconds)
        self._transfer_seconds = settings.object_store_transfer_seconds
        self._transfers = _client(settings, self._endpoint, self._transfer_seconds)

    def stat(self, key: str) -> StoredObject | None:
        with _unavailable_when_unreachable():
            try:
                return StoredObject(size=self._store.stat_object(self._bucket, key).size or 0)
            except S3Error as error:
                if error.code in _ABSENT:
                    return None
                raise

    def fetch(self, key: str, to: Path, at_most: int) -> int | None:
        if self.stat(key) is None:  # asked first: what a GET of nothing answers, not every store says in S3's words
            return None
        ends_at = time.monotonic() + self._transfer_seconds
        with _unavailable_when_unreachable():
            response = self._transfers.get_object(self._bucket, key)
            written = 0
            try:
                with to.open("wb") as file:
                    while written < at_most and (chunk := response.read(min(_CHUNK, at_most - written))):
                        written += file.write(chunk)
                        if time.monotonic() > ends_at:
                            raise Unavailable("The object store is too slow.")
            finally:
                response.close()  # not returned to the pool: what is left of a longer object is not read
                response.release_conn()
            return written

    def put(self, key: str, source: Path, content_type: str) -> None:
        with _unavailable_when_unreachable(), source.open("rb") as file:
            length = source.stat().st_size
            # A document is one part, so one request; and no threads of minio's own.
            self._transfers.put_object(
                self._bucket, key, file, length, content_type=content_type, part_size=MAX_BYTES, num_parallel_uploads=1
            )

    def remove(self, key: str) -> None:
        with _unavailable_when_unreachable():
            try:
                self._store.remove_object(self._bucket, key)
            except S3Error as error:
                if error.code not in _ABSENT:
                    raise

    def incoming(self) -> Iterator[StoredUpload]:
        with _unavailable_when_unreachable():
            for found in self._store.list_objects(self._bucket, prefix=INCOMING, recursive=True):
                if found.object_name and found.last_modified:
                    yield StoredUpload(found.object_name, found.last_modified)

    def upload_url(self, key: str, size: int, *, now: datetime, public: bool) -> str:
        return presigned_put(
            f"{self._public_endpoint if public else self._endpoint}/{self._bucket}/{key}",
            size,
            access_key=self._access_key,
            secret_key=self._secret_key,
            region=self._region,
            now=now,
            expires=UPLOAD_TARGET_LIVES,
        )

    def content_url(self, key: str, *, now: datetime) -> str:
        return self._store.get_presigned_url("GET", self._bucket, key, expires=CONTENT_URL_LIVES, request_date=now)


def _address(endpoint: str) -> str:
    return (endpoint if "//" in endpoint else f"http://{endpoint}").rstrip("/")


def _client(settings: ObjectStoreSettings, endpoint: str, read_seconds: float) -> Minio:
    """With its region given it signs without asking the store; and it never waits long for one that is not there."""
    parts = urlsplit(endpoint)
    pool = PoolManager(
        timeout=Timeout(connect=settings.object_store_connect_seconds, read=read_seconds),
        maxsize=10,
        cert_reqs="CERT_REQUIRED",
        ca_certs=str(settings.object_store_ca_file) if settings.object_store_ca_file else None,
        # One more try, for a connection that the store closed while it lay idle in the pool.
        retries=Retry(total=1, status=0, redirect=0, backoff_factor=0),
    )
    return Minio(
        parts.netloc,
        access_key=settings.object_store_access_key,
        secret_key=settings.object_store_secret_key.get_secret_value(),
        secure=parts.scheme == "https",
        region=settings.object_store_region,
        http_client=pool,
    )


@contextmanager
def _unavailable_when_unreachable() -> Iterator[None]:
    refuse_in_transaction("the object store")
    try:
        yield
    except (HTTPError, S3Error, ServerError, InvalidResponseError, OSError) as error:
        _log.warning(
            "the object store failed", extra={"error": type(error).__name__, "code": getattr(error, "code", "")}
        )
        raise Unavailable("The object store does not answer.") from error
