"""The officers, and what each of them has."""

from typing import Annotated
from uuid import UUID

from gateway.api.conventions import Paged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    ClaimsView,
    ClaimView,
    CountClaims,
    DeclareAbsence,
    ListClaims,
    ReleasedView,
)
from services.contracts.base import Page
from services.contracts.identity.officers import ListOfficers, OfficerView

router = section("staff: officers", "/staff/officers")


@router.get("")
async def list_officers(caller: Annotated[Caller, asking(ListOfficers)], paging: Paged) -> Page[OfficerView]:
    """Whose account is open; by name. An application is reassigned to one of them."""
    return await caller.ask(ListOfficers(**paging.of()))


@router.get("/claims")
async def count_claims(caller: Annotated[Caller, asking(CountClaims)]) -> ClaimsView:
    """Who has how much that is not decided."""
    return await caller.ask(CountClaims())


@router.get("/{officer_id}/claims")
async def list_claims(
    officer_id: UUID, caller: Annotated[Caller, asking(ListClaims)], paging: Paged
) -> Page[ClaimView]:
    """Longest waiting first; nothing of what is in a file."""
    return await caller.ask(ListClaims(**paging.of(officer_id=officer_id)))


@router.post("/{officer_id}/absence")
async def declare_absence(officer_id: UUID, caller: Annotated[Caller, asking(DeclareAbsence)]) -> ReleasedView:
    """All that this officer has goes back to the queue, and waits as long as it has waited."""
    return await caller.ask(DeclareAbsence(officer_id=officer_id))
