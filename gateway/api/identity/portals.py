"""What a visitor needs before they have a number."""

from typing import Annotated

from fastapi import Query

from gateway.api.conventions import Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Created, Page
from services.contracts.identity import (
    EstablishmentView,
    ListEstablishments,
    ListPortals,
    NumberRequestForm,
    PortalsView,
    RequestNumber,
)

router = section("portals")


@router.get("/portals")
async def list_portals(
    caller: Annotated[Caller, asking(ListPortals)], profession: Annotated[str | None, Query(max_length=100)] = None
) -> PortalsView:
    """The two portals and their professions; `?profession=` answers which one is theirs, by a code, a name, or the
    words that people use (`IDE`, `ASH`, `kiné`, `PH`), and all that these words may mean."""
    return await caller.ask(ListPortals(profession=profession))


@router.get("/establishments")
async def list_establishments(
    caller: Annotated[Caller, asking(ListEstablishments)],
    paging: Paged,
    q: Annotated[str | None, Query(max_length=100)] = None,
) -> Page[EstablishmentView]:
    return await caller.ask(ListEstablishments(**paging.of(q=q)))


@router.post("/number-requests", status_code=202)
async def request_number(body: Sent[NumberRequestForm], caller: Annotated[Caller, asking(RequestNumber)]) -> Created:
    if "language" not in body.model_fields_set:
        body = body.model_copy(update={"language": caller.language})
    return await caller.ask(RequestNumber(**dict(body), source=caller.source))
