"""A file that came with a form, on its way to the object store: for browsers without scripts."""

from collections.abc import AsyncIterator
from typing import Any

from starlette.datastructures import UploadFile

from gateway.formats import Formats
from gateway.pages.context import PageContext
from gateway.pages.texts import Texts
from gateway.transfers import send_to_store
from services.contracts.base import Open
from services.contracts.documents import CompleteUpload, CreateDocument, DocumentKind, DocumentView, GetUploadTarget

PIECE = 256 * 1024
MIB = 1024 * 1024


def chosen(file: Any) -> UploadFile | None:
    """None where the file field was left empty: browsers then send a file without a name."""
    return file if isinstance(file, UploadFile) and file.filename else None


def unfit(file: UploadFile, max_bytes: int, texts: Texts) -> str:
    """What is wrong with it that is known before a byte is sent on; upload.js says the same."""
    if not file.size:
        return texts.t("file.empty", name=file.filename)
    if file.size > max_bytes:
        written = Formats(texts.language).file_size
        tenths = -(-file.size * 10 // MIB)  # rounded up: never "10 MB, 10 MB at most"
        return texts.t("file.too_large", name=file.filename, size=written(tenths * MIB // 10), most=written(max_bytes))
    return ""


async def upload(page: PageContext, kind: Open[DocumentKind], file: UploadFile, step: str = "") -> DocumentView:
    """Raises the refusals of documents, Unavailable where the store is not there, ValueError for a kind that only a
    newer service knows."""
    created = await page.ask(
        CreateDocument(
            kind=kind,
            filename=(file.filename or "document")[-200:],
            size=max(file.size or 0, 1),
            content_type=file.content_type or "application/octet-stream",
        ),
        step=f"{step}create",
    )
    target = await page.ask(GetUploadTarget(document_id=created.id))
    await send_to_store(page.request.app.state.store, target, _pieces(file), created.size)
    return await page.ask(CompleteUpload(document_id=created.id), step=f"{step}complete")


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    await file.seek(0)
    while piece := await file.read(PIECE):
        yield piece
