"""Members who ask to be erased."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity.erasure import (
    AcceptErasure,
    ErasureRequestView,
    ErasureState,
    ListErasures,
    RefuseErasure,
)

router = section("staff: members", "/staff/erasures")


class RefusalBody(Body):
    reason: str = Field(max_length=2000)


@router.get("")
async def list_erasures(
    caller: Annotated[Caller, asking(ListErasures)],
    paging: Paged,
    state: Annotated[ErasureState | None, Query()] = None,
) -> Page[ErasureRequestView]:
    """Longest waiting first; without `state` those that wait."""
    return await caller.ask(ListErasures(**paging.of(state=state)))


@router.post("/{erasure_id}/accept", status_code=204)
async def accept_erasure(erasure_id: UUID, caller: Annotated[Caller, asking(AcceptErasure)]) -> None:
    """The account closes at once; the rest is erased a moment later, but for what the law has kept."""
    await caller.ask(AcceptErasure(erasure_id=erasure_id))


@router.post("/{erasure_id}/refuse", status_code=204)
async def refuse_erasure(
    erasure_id: UUID, body: Sent[RefusalBody], caller: Annotated[Caller, asking(RefuseErasure)]
) -> None:
    """The member is told the reason."""
    await caller.ask(RefuseErasure(erasure_id=erasure_id, reason=body.reason))
