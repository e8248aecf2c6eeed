"""A file that came with a form, on its way to the object store: for browsers without scripts."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from starlette.datastructures import UploadFile

from gateway.pages.visit import Visit
from services.contracts.documents import CompleteUpload, CreateDocument, DocumentKind, DocumentView, GetUploadTarget
from services.contracts.refusals import Unavailable

PIECE = 256 * 1024


def chosen(file: Any) -> UploadFile | None:
    """None where the file field was left empty: browsers then send a file without a name."""
    return file if isinstance(file, UploadFile) and file.filename else None


async def upload(visit: Visit, kind: DocumentKind, file: UploadFile, step: str = "") -> DocumentView:
    """Raises the refusals of documents, and Unavailable where the store is not there."""
    created = await visit.ask(
        CreateDocument(
            kind=kind,
            filename=(file.filename or "document")[-200:],
            size=max(file.size or 0, 1),
            content_type=file.content_type or "application/octet-stream",
        ),
        step=f"{step}create",
    )
    target = await visit.ask(GetUploadTarget(document_id=created.id))
    store: aiohttp.ClientSession = visit.request.app.state.store
    headers = {**target.headers, "Content-Length": str(file.size or 0)}
    try:
        async with store.request(target.method, target.url, data=_pieces(file), headers=headers) as answer:
            if answer.status >= 300:
                raise Unavailable("The document could not be stored.")
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Unavailable("The document could not be stored.") from error
    return await visit.ask(CompleteUpload(document_id=created.id), step=f"{step}complete")


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    await file.seek(0)
    while piece := await file.read(PIECE):
        yield piece
