"""The member's documents. Their bytes go straight to the object store, or through here where it cannot be reached."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.conventions import Paged, Sent
from gateway.api.sections import section
from gateway.limits import LargeBody
from gateway.security import Caller, asking
from gateway.transfers import SizeMismatch, from_store, picture, send_to_store
from services.contracts.applications import ListReadings, ListThreadReadings, ReadingView, ThreadReadingView
from services.contracts.base import Page
from services.contracts.documents import (
    AccessView,
    CompleteUpload,
    CreateDocument,
    DocumentKind,
    DocumentState,
    DocumentUploadView,
    DocumentView,
    FileTooLarge,
    GetDocument,
    GetUploadTarget,
    ListAccesses,
    ListDocuments,
    OpenDocument,
    PreviewDocument,
    RemoveDocument,
)

router = section("documents")
bytes_in = section("documents", route_class=LargeBody)

_BYTES = {"schema": {"type": "string", "format": "binary"}}


@router.post("/documents", status_code=201)
async def create_document(
    body: Sent[CreateDocument], caller: Annotated[Caller, asking(CreateDocument)], response: Response
) -> DocumentUploadView:
    """`upload` says where to send the bytes."""
    document = await caller.ask(body)
    response.headers["Location"] = f"/api/v1/documents/{document.id}"
    return document


@bytes_in.put(
    "/documents/{document_id}/content",
    status_code=204,
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}},
)
async def upload_content(
    document_id: UUID,
    caller: Annotated[Caller, asking(GetDocument, GetUploadTarget, refuses=(FileTooLarge, SizeMismatch))],
    request: Request,
) -> None:
    """The bytes that were announced, streamed on to the store."""
    target = await caller.ask(GetUploadTarget(document_id=document_id))
    size = target.size
    if size is None:  # a service of the version before, which may still run beside the new one
        size = (await caller.ask(GetDocument(document_id=document_id))).size
    announced = request.headers.get("content-length")
    if announced is not None and announced.isdigit() and int(announced) > size:
        raise FileTooLarge(f"More than the {size} bytes that were announced.", max_bytes=size)
    await send_to_store(request.app.state.store, target, request.stream(), size)


@router.post("/documents/{document_id}/complete", status_code=202)
async def complete_upload(document_id: UUID, caller: Annotated[Caller, asking(CompleteUpload)]) -> DocumentView:
    """The bytes are there: check them."""
    return await caller.ask(CompleteUpload(document_id=document_id))


@router.get("/documents")
async def list_documents(
    caller: Annotated[Caller, asking(ListDocuments)],
    paging: Paged,
    kind: Annotated[DocumentKind | None, Query()] = None,
    state: Annotated[DocumentState | None, Query()] = None,
) -> Page[DocumentView]:
    return await caller.ask(ListDocuments(**paging.of(kind=kind, state=state)))


@router.get("/documents/{document_id}")
async def get_document(document_id: UUID, caller: Annotated[Caller, asking(GetDocument)]) -> DocumentView:
    return await caller.ask(GetDocument(document_id=document_id))


@router.get(
    "/documents/{document_id}/content",
    response_class=StreamingResponse,
    responses={200: {"description": "The file.", "content": {"application/octet-stream": _BYTES}}},
)
async def open_document(
    document_id: UUID,
    caller: Annotated[Caller, asking(OpenDocument)],
    request: Request,
    application_id: Annotated[UUID | None, Query()] = None,
) -> StreamingResponse:
    """Only once its checks are passed. An officer finds what a submitted application holds; `application_id` says which
    one it is read for. A reading by staff is recorded and shown to the member."""
    content = await caller.ask(OpenDocument(document_id=document_id, application_id=application_id))
    return await from_store(request.app.state.store, content)


@router.get(
    "/documents/{document_id}/preview",
    response_class=Response,
    responses={200: {"description": "The page, as a picture.", "content": {"image/jpeg": _BYTES}}},
)
async def preview_document(
    document_id: UUID,
    caller: Annotated[Caller, asking(PreviewDocument)],
    application_id: Annotated[UUID | None, Query()] = None,
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    width: Annotated[int, Query(ge=100, le=3000)] = 1200,
) -> Response:
    """A page as a picture made of it, for officers; `X-Page-Count` says how many there are. The reading is recorded, as
    that of the file."""
    wanted = PreviewDocument(document_id=document_id, application_id=application_id, page=page, width=width)
    return picture(await caller.ask(wanted))


@router.delete("/documents/{document_id}", status_code=204)
async def remove_document(document_id: UUID, caller: Annotated[Caller, asking(RemoveDocument)]) -> None:
    await caller.ask(RemoveDocument(document_id=document_id))


@router.get("/me/accesses")
async def list_accesses(caller: Annotated[Caller, asking(ListAccesses)], paging: Paged) -> Page[AccessView]:
    """Who of the staff read my documents; newest first."""
    return await caller.ask(ListAccesses(**paging.of()))


@router.get("/me/readings")
async def list_readings(caller: Annotated[Caller, asking(ListReadings)], paging: Paged) -> Page[ReadingView]:
    """Who of the staff read my applications, and what for; newest first."""
    return await caller.ask(ListReadings(**paging.of()))


@router.get("/me/thread-readings")
async def list_thread_readings(
    caller: Annotated[Caller, asking(ListThreadReadings)], paging: Paged
) -> Page[ThreadReadingView]:
    """Who of the staff read my messages outside any application; newest first."""
    return await caller.ask(ListThreadReadings(**paging.of()))
