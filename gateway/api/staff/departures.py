"""Departures that an establishment's correspondent declares."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity import CgosNumber
from services.contracts.identity.departures import (
    DeclareDeparture,
    DepartureState,
    DepartureView,
    ListDepartures,
    WithdrawDeparture,
)

router = section("staff: departures", "/staff/departures")


class DepartureBody(Body):
    cgos_number: CgosNumber
    left_on: date


@router.post("", status_code=201)
async def declare_departure(
    body: Sent[DepartureBody], caller: Annotated[Caller, asking(DeclareDeparture)]
) -> DepartureView:
    """Of a member of one's own establishments. Their file then says on every page that it is to be updated."""
    return await caller.ask(DeclareDeparture(**dict(body)))


@router.get("")
async def list_departures(
    caller: Annotated[Caller, asking(ListDepartures)],
    paging: Paged,
    state: Annotated[DepartureState | None, Query()] = None,
) -> Page[DepartureView]:
    """Of one's own establishments, newest first."""
    return await caller.ask(ListDepartures(**paging.of(state=state)))


@router.delete("/{departure_id}")
async def withdraw_departure(departure_id: UUID, caller: Annotated[Caller, asking(WithdrawDeparture)]) -> DepartureView:
    """It was a mistake: the file says nothing any more."""
    return await caller.ask(WithdrawDeparture(departure_id=departure_id))
