"""What is kept of me: a copy of all of it, its end, and who looked at it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from gateway.transfers import from_store
from services.contracts.base import Created, Page
from services.contracts.documents.exports import ExportView, GetExport, ListExports, OpenExport, RequestExport
from services.contracts.identity.erasure import ErasureView, GetErasure, RequestErasure, WithdrawErasure
from services.contracts.identity.file_acts import FileActView, ListFileActs

router = section("me", "/me")

_ZIP = {"schema": {"type": "string", "format": "binary"}}


class ErasureBody(Body):
    reason: str = Field(default="", max_length=2000)


@router.post("/export", status_code=202)
async def request_export(caller: Annotated[Caller, asking(RequestExport)], response: Response) -> Created:
    """Made in the background; told in the space and by e-mail. While one is being made it is that one."""
    asked = await caller.ask(RequestExport())
    response.headers["Location"] = f"/api/v1/me/exports/{asked.id}"
    return asked


@router.get("/exports")
async def list_exports(caller: Annotated[Caller, asking(ListExports)], paging: Paged) -> Page[ExportView]:
    return await caller.ask(ListExports(**paging.of()))


@router.get("/exports/{export_id}")
async def get_export(export_id: UUID, caller: Annotated[Caller, asking(GetExport)]) -> ExportView:
    """`download` is there while the file is."""
    return await caller.ask(GetExport(export_id=export_id))


@router.get(
    "/exports/{export_id}/content",
    response_class=StreamingResponse,
    responses={200: {"description": "The file.", "content": {"application/zip": _ZIP}}},
)
async def open_export(
    export_id: UUID, caller: Annotated[Caller, asking(OpenExport)], request: Request
) -> StreamingResponse:
    """A ZIP: the JSON of each service, and my documents. For seven days."""
    return await from_store(request.app.state.store, await caller.ask(OpenExport(export_id=export_id)))


@router.get("/erasure")
async def get_erasure(caller: Annotated[Caller, asking(GetErasure)]) -> ErasureView:
    """What stands in its way, what will be kept and until when; and the request made last."""
    return await caller.ask(GetErasure())


@router.post("/erasure", status_code=201)
async def request_erasure(body: Sent[ErasureBody], caller: Annotated[Caller, asking(RequestErasure)]) -> ErasureView:
    """An officer decides."""
    return await caller.ask(RequestErasure(reason=body.reason))


@router.delete("/erasure", status_code=204)
async def withdraw_erasure(caller: Annotated[Caller, asking(WithdrawErasure)]) -> None:
    await caller.ask(WithdrawErasure())


@router.get("/file-acts")
async def list_file_acts(caller: Annotated[Caller, asking(ListFileActs)], paging: Paged) -> Page[FileActView]:
    """Who of the staff read or changed something of mine, in which role and what for; newest first."""
    return await caller.ask(ListFileActs(**paging.of()))
