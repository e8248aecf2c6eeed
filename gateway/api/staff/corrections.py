"""Corrections of members' files: an officer accepts or refuses."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity.corrections import (
    AcceptCorrection,
    AskedCorrectionView,
    CorrectionState,
    GetAskedCorrection,
    ListAskedCorrections,
    RefuseCorrection,
)

router = section("staff: corrections", "/staff/corrections")


class RefusalBody(Body):
    reason: str = Field(min_length=1, max_length=1000, examples=["L'acte joint porte un autre nom."])


@router.get("")
async def list_asked_corrections(
    caller: Annotated[Caller, asking(ListAskedCorrections)],
    paging: Paged,
    state: Annotated[CorrectionState | None, Query()] = None,
) -> Page[AskedCorrectionView]:
    """Oldest first."""
    return await caller.ask(ListAskedCorrections(**paging.of(state=state)))


@router.get("/{correction_id}")
async def get_asked_correction(
    correction_id: UUID, caller: Annotated[Caller, asking(GetAskedCorrection)]
) -> AskedCorrectionView:
    return await caller.ask(GetAskedCorrection(correction_id=correction_id))


@router.post("/{correction_id}/accept")
async def accept_correction(
    correction_id: UUID, caller: Annotated[Caller, asking(AcceptCorrection)]
) -> AskedCorrectionView:
    """Its proof must have passed its checks. A profession of the other portal (`moves_to`) moves the member there."""
    return await caller.ask(AcceptCorrection(correction_id=correction_id))


@router.post("/{correction_id}/refuse")
async def refuse_correction(
    correction_id: UUID, body: Sent[RefusalBody], caller: Annotated[Caller, asking(RefuseCorrection)]
) -> AskedCorrectionView:
    return await caller.ask(RefuseCorrection(correction_id=correction_id, reason=body.reason))
