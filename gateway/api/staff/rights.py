"""Members' rights: what they declared, beside its papers, to confirm, correct or refuse."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity.rights import (
    Allowances,
    ConfirmRights,
    GetOpening,
    Income,
    ListOpeningChanges,
    ListOpenings,
    OpeningView,
    Parts,
    RefuseRights,
    RightsChangeView,
    RightsState,
)

router = section("staff: rights", "/staff/rights")


class FiguresBody(Body):
    reference_tax_income: Income
    parts: Parts
    monthly_family_allowances: Allowances = Decimal(0)


class RefusalBody(Body):
    reason: str = Field(min_length=1, max_length=1000, examples=["La deuxième page de votre avis manque."])


@router.get("")
async def list_openings(
    caller: Annotated[Caller, asking(ListOpenings)],
    paging: Paged,
    state: Annotated[RightsState | None, Query()] = None,
) -> Page[OpeningView]:
    """Those sent first come first."""
    return await caller.ask(ListOpenings(**paging.of(state=state)))


@router.get("/{rights_id}")
async def get_opening(
    rights_id: UUID, caller: Annotated[Caller, asking(GetOpening)], response: Response
) -> OpeningView:
    return tagged(response, await caller.ask(GetOpening(rights_id=rights_id)))


@router.get("/{rights_id}/changes")
async def list_opening_changes(
    rights_id: UUID, caller: Annotated[Caller, asking(ListOpeningChanges)], paging: Paged
) -> Page[RightsChangeView]:
    return await caller.ask(ListOpeningChanges(**paging.of(rights_id=rights_id)))


@router.post("/{rights_id}/confirm")
async def confirm_rights(
    rights_id: UUID,
    body: Sent[FiguresBody],
    caller: Annotated[Caller, asking(ConfirmRights)],
    version: ExpectedVersion,
    response: Response,
) -> OpeningView:
    """With the figures of the papers: as they were sent, or corrected."""
    command = ConfirmRights(rights_id=rights_id, **dict(body), expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{rights_id}/refuse")
async def refuse_rights(
    rights_id: UUID,
    body: Sent[RefusalBody],
    caller: Annotated[Caller, asking(RefuseRights)],
    version: ExpectedVersion,
    response: Response,
) -> OpeningView:
    command = RefuseRights(rights_id=rights_id, reason=body.reason, expected_version=version)
    return tagged(response, await caller.ask(command))
