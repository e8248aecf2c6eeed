"""The household."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.identity import Child, GetHousehold, HouseholdView, Partner, PutHousehold

router = section("household and rights", "/me")


class HouseholdBody(Body):
    family_situation: Literal["single", "couple", "separated", "widowed"] | None = None
    partner: Partner | None = None
    children: list[Child] = Field(default_factory=list, max_length=20)
    parts: Decimal = Field(default=Decimal(1), ge=1, le=20)
    from_date: date | None = None


@router.get("/household")
async def get_household(
    caller: Annotated[Caller, asking(GetHousehold)],
    response: Response,
    on: Annotated[date | None, Query(description="As it was on that day; absent, as it is.")] = None,
) -> HouseholdView:
    return tagged(response, await caller.ask(GetHousehold(on=on)))


@router.put("/household")
async def put_household(
    body: Sent[HouseholdBody],
    caller: Annotated[Caller, asking(PutHousehold)],
    version: ExpectedVersion,
    response: Response,
) -> HouseholdView:
    return tagged(response, await caller.ask(PutHousehold(**dict(body), expected_version=version)))
