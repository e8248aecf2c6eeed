"""The rights of a year: opened with the tax notice, and what became of them."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from gateway.api.conventions import Body, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import ListRights, OpenRights, RightsView
from services.contracts.identity.rights import (
    Allowances,
    Income,
    ListRightsChanges,
    NoticeForRightsView,
    Parts,
    ReadNoticeForRights,
    RightsChangeView,
    Year,
)

router = section("household and rights", "/me")


class RightsBody(Body):
    year: Year
    reference_tax_income: Income | None = None
    monthly_family_allowances: Allowances = Decimal(0)
    tax_notice_document_id: UUID | None = None
    parts: Parts | None = None
    allowances_document_id: UUID | None = None


@router.get("/rights")
async def list_rights(caller: Annotated[Caller, asking(ListRights)], paging: Paged) -> Page[RightsView]:
    """The quotient of each year, and how it was computed."""
    return await caller.ask(ListRights(**paging.of()))


@router.post("/rights")
async def open_rights(
    body: Sent[RightsBody], caller: Annotated[Caller, asking(OpenRights)], response: Response
) -> RightsView:
    """With the tax notice: what a verified one says need not be typed. Declared or refused rights may be sent again."""
    return tagged(response, await caller.ask(OpenRights(**dict(body))))


@router.get("/rights/notice")
async def read_notice_for_rights(
    caller: Annotated[Caller, asking(ReadNoticeForRights)],
    year: Annotated[Year, Query()],
    tax_notice_document_id: Annotated[UUID, Query()],
) -> NoticeForRightsView:
    """What opening that year's rights with this notice would rest on."""
    return await caller.ask(ReadNoticeForRights(year=year, tax_notice_document_id=tax_notice_document_id))


@router.get("/rights/{rights_id}/changes")
async def list_rights_changes(
    rights_id: UUID, caller: Annotated[Caller, asking(ListRightsChanges)], paging: Paged
) -> Page[RightsChangeView]:
    """What changed, when, by whom; newest first."""
    return await caller.ask(ListRightsChanges(**paging.of(rights_id=rights_id)))
