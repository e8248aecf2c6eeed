"""Establishments."""

from typing import Annotated

from gateway.api.conventions import Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.identity import EstablishmentView, RegisterEstablishment

router = section("staff: administration", "/staff")


@router.post("/establishments", status_code=201)
async def register_establishment(
    body: Sent[RegisterEstablishment], caller: Annotated[Caller, asking(RegisterEstablishment)]
) -> EstablishmentView:
    return await caller.ask(body)
