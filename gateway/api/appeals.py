"""A member contests a decision."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from gateway.api.conventions import Body, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import AppealView, LodgeAppeal

router = section("appeals", "/applications/{application_id}/appeal")


class AppealBody(Body):
    grounds: str = Field(min_length=1, max_length=5000, examples=["Ma demande est partie le 30 janvier."])
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)


@router.post("", status_code=201)
async def lodge_appeal(
    application_id: UUID, body: Sent[AppealBody], caller: Annotated[Caller, asking(LodgeAppeal)]
) -> AppealView:
    """Against the last decision, once, until the application's `appeal_until`."""
    command = LodgeAppeal(application_id=application_id, grounds=body.grounds, document_ids=body.document_ids)
    return await caller.ask(command)
