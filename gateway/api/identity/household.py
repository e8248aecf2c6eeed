"""The household, and the rights that are opened from it each year."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import (
    Child,
    GetHousehold,
    HouseholdView,
    ListRights,
    OpenRights,
    Partner,
    PutHousehold,
    RightsView,
)

router = section("household and rights", "/me")


class HouseholdBody(Body):
    family_situation: Literal["single", "couple", "separated", "widowed"] | None = None
    partner: Partner | None = None
    children: list[Child] = Field(default_factory=list, max_length=20)
    parts: Decimal = Field(default=Decimal(1), ge=1, le=20)


class RightsBody(Body):
    year: int = Field(ge=2000, le=2100)
    reference_tax_income: Decimal | None = Field(default=None, ge=0, le=9_999_999, decimal_places=2)
    monthly_family_allowances: Decimal = Field(default=Decimal(0), ge=0, le=99_999, decimal_places=2)
    tax_notice_document_id: UUID | None = None


@router.get("/household")
async def get_household(caller: Annotated[Caller, asking(GetHousehold)], response: Response) -> HouseholdView:
    return tagged(response, await caller.ask(GetHousehold()))


@router.put("/household")
async def put_household(
    body: Sent[HouseholdBody],
    caller: Annotated[Caller, asking(PutHousehold)],
    version: ExpectedVersion,
    response: Response,
) -> HouseholdView:
    return tagged(response, await caller.ask(PutHousehold(**dict(body), expected_version=version)))


@router.get("/rights")
async def list_rights(caller: Annotated[Caller, asking(ListRights)], paging: Paged) -> Page[RightsView]:
    """The quotient of each year, and how it was computed."""
    return await caller.ask(ListRights(**paging.of()))


@router.post("/rights")
async def open_rights(body: Sent[RightsBody], caller: Annotated[Caller, asking(OpenRights)]) -> RightsView:
    """Once a year, from the tax notice; sent again, it replaces the year's figures."""
    return await caller.ask(OpenRights(**dict(body)))
