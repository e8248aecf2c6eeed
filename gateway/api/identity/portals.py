"""What a visitor needs before they have a number."""

from typing import Annotated

from fastapi import Query

from gateway.api.callers import Anybody, AnybodyOnce
from gateway.api.conventions import Paged, refusals
from gateway.api.sections import section
from services.contracts.base import Created, Page
from services.contracts.identity import (
    EstablishmentView,
    ImplausibleBirthDate,
    ListEstablishments,
    ListPortals,
    PortalsView,
    PostalAddressRequired,
    RequestNumber,
    TooManyAttempts,
    TooYoung,
    UnknownEstablishment,
    UnknownProfession,
)

router = section("portals")


@router.get("/portals", responses=refusals(UnknownProfession))
async def list_portals(caller: Anybody, profession: Annotated[str | None, Query(max_length=100)] = None) -> PortalsView:
    """The two portals and their professions; `?profession=` answers which one is theirs."""
    return await caller.ask(ListPortals(profession=profession))


@router.get("/establishments")
async def list_establishments(
    caller: Anybody, paging: Paged, q: Annotated[str | None, Query(max_length=100)] = None
) -> Page[EstablishmentView]:
    return await caller.ask(ListEstablishments(**paging.of(q=q)))


@router.post(
    "/number-requests",
    status_code=202,
    responses=refusals(
        UnknownEstablishment, UnknownProfession, TooYoung, ImplausibleBirthDate, PostalAddressRequired, TooManyAttempts
    ),
)
async def request_number(body: RequestNumber, caller: AnybodyOnce) -> Created:
    if "language" not in body.model_fields_set:
        body = body.model_copy(update={"language": caller.language})
    return await caller.ask(body)
