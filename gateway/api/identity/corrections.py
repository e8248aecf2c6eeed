"""What is wrong in the caller's own file, corrected on proof."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from gateway.api.conventions import Body, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity.corrections import (
    CorrectionField,
    CorrectionView,
    ListCorrections,
    RequestCorrection,
)

router = section("me", "/me/corrections")


class CorrectionBody(Body):
    field: CorrectionField
    value: str = Field(
        min_length=1,
        max_length=100,
        examples=["Martin-Leroy"],
        description="A date as YYYY-MM-DD; a profession by its code or in everyday words; a status as `titulaire`, "
        "`stagiaire`, `contractuel`, `apprenti` or `retraite`, with the last day of a contract behind a colon: "
        "`contractuel:2027-06-30`.",
    )
    document_id: UUID


@router.post("", status_code=201)
async def request_correction(
    body: Sent[CorrectionBody], caller: Annotated[Caller, asking(RequestCorrection)]
) -> CorrectionView:
    """With a document of one's own that proves it, accepted or still being checked. An officer decides."""
    return await caller.ask(RequestCorrection(**dict(body)))


@router.get("")
async def list_corrections(caller: Annotated[Caller, asking(ListCorrections)], paging: Paged) -> Page[CorrectionView]:
    """All that was ever asked for, newest first, with what became of it."""
    return await caller.ask(ListCorrections(**paging.of()))
