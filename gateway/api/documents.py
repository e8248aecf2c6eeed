"""The member's documents. Their bytes go straight to the object store, or through here where it cannot be reached."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.callers import Member, MemberOnce
from gateway.api.conventions import Paged, refusals
from gateway.api.sections import section
from gateway.limits import LargeBody
from gateway.security import Caller, access
from gateway.transfers import SizeMismatch, from_store, send_to_store
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.documents import (
    AccessView,
    CompleteUpload,
    CreateDocument,
    DocumentKind,
    DocumentNotAccepted,
    DocumentNotAwaitingUpload,
    DocumentState,
    DocumentUploadView,
    DocumentView,
    FileTooLarge,
    GetDocument,
    GetUploadTarget,
    ListAccesses,
    ListDocuments,
    OpenDocument,
    QuotaExceeded,
    RemoveDocument,
    UnknownDocument,
    UnsupportedType,
    UploadMissing,
)

router = section("documents")
bytes_in = section("documents", route_class=LargeBody)

Reader = Annotated[Caller, access(Role.MEMBER, Role.OFFICER)]
_BYTES = {"schema": {"type": "string", "format": "binary"}}


@router.post("/documents", status_code=201, responses=refusals(FileTooLarge, UnsupportedType, QuotaExceeded))
async def create_document(body: CreateDocument, caller: MemberOnce, response: Response) -> DocumentUploadView:
    """`upload` says where to send the bytes."""
    document = await caller.ask(body)
    response.headers["Location"] = f"/api/v1/documents/{document.id}"
    return document


@bytes_in.put(
    "/documents/{document_id}/content",
    status_code=204,
    responses=refusals(UnknownDocument, DocumentNotAwaitingUpload, FileTooLarge, SizeMismatch),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}},
)
async def upload_content(document_id: UUID, caller: Member, request: Request) -> None:
    """The bytes that were announced, streamed on to the store."""
    document, target = await asyncio.gather(
        caller.ask(GetDocument(document_id=document_id)), caller.ask(GetUploadTarget(document_id=document_id))
    )
    announced = request.headers.get("content-length")
    if announced is not None and announced.isdigit() and int(announced) > document.size:
        raise FileTooLarge("More bytes than were announced.", max_bytes=document.size)
    await send_to_store(request.app.state.store, target, request.stream(), document.size)


@router.post(
    "/documents/{document_id}/complete",
    status_code=202,
    responses=refusals(UnknownDocument, UploadMissing, DocumentNotAwaitingUpload),
)
async def complete_upload(document_id: UUID, caller: MemberOnce) -> DocumentView:
    """The bytes are there: check them."""
    return await caller.ask(CompleteUpload(document_id=document_id))


@router.get("/documents")
async def list_documents(
    caller: Member,
    paging: Paged,
    kind: Annotated[DocumentKind | None, Query()] = None,
    state: Annotated[DocumentState | None, Query()] = None,
) -> Page[DocumentView]:
    return await caller.ask(ListDocuments(**paging.of(kind=kind, state=state)))


@router.get("/documents/{document_id}", responses=refusals(UnknownDocument))
async def get_document(document_id: UUID, caller: Reader) -> DocumentView:
    return await caller.ask(GetDocument(document_id=document_id))


@router.get(
    "/documents/{document_id}/content",
    response_class=StreamingResponse,
    responses={
        200: {"description": "The file.", "content": {"application/octet-stream": _BYTES}},
        **refusals(UnknownDocument, DocumentNotAccepted),
    },
)
async def open_document(document_id: UUID, caller: Reader, request: Request) -> StreamingResponse:
    """Only once its checks are passed. A reading by staff is recorded and shown to the member."""
    content = await caller.ask(OpenDocument(document_id=document_id))
    return await from_store(request.app.state.store, content)


@router.delete("/documents/{document_id}", status_code=204, responses=refusals(UnknownDocument))
async def remove_document(document_id: UUID, caller: Member) -> None:
    await caller.ask(RemoveDocument(document_id=document_id))


@router.get("/me/accesses")
async def list_accesses(caller: Member, paging: Paged) -> Page[AccessView]:
    """Who of the staff read my documents; newest first."""
    return await caller.ask(ListAccesses(**paging.of()))
