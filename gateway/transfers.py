"""Documents' bytes between a client and the object store, through the gateway without staying in it."""

from base64 import b64decode
from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

import aiohttp
from starlette.responses import Response, StreamingResponse
from yarl import URL

from gateway.metrics import UPLOADED_BYTES
from services.contracts.documents import ContentView, FileTooLarge, PageImageView, UnknownDocument, UploadTarget
from services.contracts.documents.exports import ExportContentView
from services.contracts.refusals import Invalid, Refusal, Unavailable

CHUNK = 256 * 1024
_NEVER_KEPT = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store, private",
}
"""Of documents: whatever the bytes are, no browser runs or keeps them."""


class SizeMismatch(Invalid):
    """More or fewer bytes came than were announced."""


async def send_to_store(
    store: aiohttp.ClientSession, target: UploadTarget, chunks: AsyncIterator[bytes], size: int
) -> None:
    """Exactly `size` bytes, or nothing: where fewer come, the connection to the store is broken off before its end.

    Raises FileTooLarge, SizeMismatch, Unavailable, and whatever `chunks` raises.
    """
    counted = _Counted(chunks, size)
    headers = {**target.headers, "Content-Length": str(size)}
    try:
        async with store.put(
            URL(target.url, encoded=True), data=counted.chunks(), headers=headers, allow_redirects=False
        ) as answer:
            if counted.failure is None and answer.status >= 300:
                raise Unavailable("The document store did not take the file.", retry_after=2)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        if counted.failure is None:
            raise Unavailable("The document store is out of reach.", retry_after=2) from error
    if counted.failure is not None:
        raise counted.failure
    UPLOADED_BYTES.inc(size)


class _Counted:
    """aiohttp hides what its body raises: it is kept here."""

    def __init__(self, source: AsyncIterator[bytes], size: int) -> None:
        self._source = source
        self._size = size
        self.failure: Exception | None = None

    async def chunks(self) -> AsyncIterator[bytes]:
        """One behind the source: the store gets the last of it once it is known to be the last."""
        seen, held = 0, b""
        try:
            async for chunk in self._source:
                seen += len(chunk)
                if seen > self._size:
                    raise FileTooLarge("More bytes came than were announced.", max_bytes=self._size)  # noqa: TRY301 - kept below with the others
                if chunk:
                    if held:
                        yield held
                    held = chunk
            if seen < self._size:
                raise SizeMismatch("Fewer bytes came than were announced.", size=self._size)  # noqa: TRY301 - as above
            yield held
        except Exception as failure:
            self.failure = failure
            raise


async def from_store(store: aiohttp.ClientSession, content: ContentView | ExportContentView) -> StreamingResponse:
    """Raises UnknownDocument where the store has no such object, Unavailable."""
    try:
        answer = await store.get(URL(content.url, encoded=True), allow_redirects=False)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unavailable("The document store is out of reach.", retry_after=2) from error
    if answer.status != 200:
        answer.close()
        refusal: Refusal = UnknownDocument() if answer.status == 404 else Unavailable(retry_after=2)
        raise refusal

    async def chunks() -> AsyncIterator[bytes]:
        async with answer:
            async for chunk in answer.content.iter_chunked(CHUNK):
                yield chunk

    return StreamingResponse(
        chunks(), headers=_download_headers(content, answer.content_length), media_type=content.content_type
    )


def _download_headers(content: ContentView | ExportContentView, length: int | None) -> Mapping[str, str]:
    """`length`: as the store says, for it is what comes."""
    return {
        "Content-Length": str(content.size if length is None else length),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(content.filename, safe='')}",
        **_NEVER_KEPT,
    }


def picture(shown: PageImageView) -> Response:
    """A page of a document, as the picture that we made of it."""
    headers = {"Content-Disposition": "inline", "X-Page-Count": str(shown.pages), **_NEVER_KEPT}
    return Response(b64decode(shown.image), media_type=shown.content_type, headers=headers)
