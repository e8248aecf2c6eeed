"""What the caller could ask for."""

from typing import Annotated

from fastapi import Query

from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import GetRadar, RadarView

router = section("benefits", "/me")


@router.get("/radar")
async def get_radar(
    caller: Annotated[Caller, asking(GetRadar)],
    code: Annotated[str | None, Query(max_length=80, description="That benefit alone.")] = None,
) -> RadarView:
    """Every benefit of the caller's portal, why it is for them or why not, and what it would give."""
    return await caller.ask(GetRadar(code=code))
