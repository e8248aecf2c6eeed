"""Accesses of those who survive a member."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import CgosNumber, Email, Name
from services.contracts.identity.survivors import (
    EndSurvivorAccess,
    GiveSurvivorAccess,
    ListSurvivors,
    Relation,
    SurvivorView,
)

router = section("staff: survivors", "/staff/survivors")


class SurvivorBody(Body):
    deceased_number: CgosNumber
    family_name: Name
    given_name: Name
    email: Email
    relation: Relation


@router.post("", status_code=201)
async def give_survivor_access(
    body: Sent[SurvivorBody], caller: Annotated[Caller, asking(GiveSurvivorAccess)]
) -> SurvivorView:
    """For a year, to ask for the aid that follows a death and for nothing else. Closes the account of the deceased."""
    return await caller.ask(GiveSurvivorAccess(**dict(body)))


@router.get("")
async def list_survivors(
    caller: Annotated[Caller, asking(ListSurvivors)],
    paging: Paged,
    deceased_number: Annotated[str | None, Query(max_length=32, examples=["12345674"])] = None,
) -> Page[SurvivorView]:
    """Newest first, those that ended included."""
    return await caller.ask(ListSurvivors(**paging.of(deceased_number=deceased_number)))


@router.post("/{survivor_id}/end")
async def end_survivor_access(survivor_id: UUID, caller: Annotated[Caller, asking(EndSurvivorAccess)]) -> SurvivorView:
    """They sign in nowhere any more. What they asked for goes on."""
    return await caller.ask(EndSurvivorAccess(survivor_id=survivor_id))
