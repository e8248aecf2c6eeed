"""Corrections after the submission, as their member asks for them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import AmendApplication, AmendmentsView, AmendmentView, ListAmendments

router = section("applications", "/applications/{application_id}/corrections")


class AmendmentBody(Body):
    """What shall be corrected, as a JSON merge patch; and papers to add, by slot."""

    answers: dict[str, Any] = Field(default_factory=dict)
    documents: dict[str, UUID] = Field(default_factory=dict, max_length=30, examples=[{}])
    message: str = Field(default="", max_length=5000, examples=["Je m'étais trompée de date."])


@router.get("")
async def list_amendments(application_id: UUID, caller: Annotated[Caller, asking(ListAmendments)]) -> AmendmentsView:
    """Newest first."""
    return await caller.ask(ListAmendments(application_id=application_id))


@router.post("", status_code=201)
async def amend_application(
    application_id: UUID,
    body: Sent[AmendmentBody],
    caller: Annotated[Caller, asking(AmendApplication)],
    version: ExpectedVersion,
    response: Response,
) -> AmendmentView:
    """From the submission to the decision. Nothing changes until an officer accepts it; it takes the place of one that
    still waits."""
    command = AmendApplication(
        application_id=application_id,
        answers=body.answers,
        documents=body.documents,
        message=body.message,
        expected_version=version,
    )
    return tagged(response, await caller.ask(command))
