"""The member's applications."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent, tagged
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.applications import (
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    AttachDocument,
    DetachDocument,
    GetApplication,
    GetApplicationForm,
    ListApplications,
    SaveAnswers,
    StartApplication,
    Status,
    SubmitApplication,
    WithdrawApplication,
)
from services.contracts.base import Page

router = section("applications", "/applications")

SlotName = Annotated[str, Path(max_length=80)]


class StartBody(Body):
    benefit_code: str = Field(max_length=80)


class AnswersBody(Body):
    """A JSON merge patch: what is absent stays, null removes."""

    answers: dict[str, Any]


class DocumentBody(Body):
    document_id: UUID


@router.post("", status_code=201)
async def start_application(
    body: Sent[StartBody], caller: Annotated[Caller, asking(StartApplication)], response: Response
) -> ApplicationView:
    application = await caller.ask(StartApplication(benefit_code=body.benefit_code))
    response.headers["Location"] = f"/api/v1/applications/{application.id}"
    return tagged(response, application)


@router.get("")
async def list_applications(
    caller: Annotated[Caller, asking(ListApplications)], paging: Paged, status: Annotated[Status | None, Query()] = None
) -> Page[ApplicationSummaryView]:
    """Mine, newest first."""
    return await caller.ask(ListApplications(**paging.of(status=status)))


@router.get("/{application_id}")
async def get_application(
    application_id: UUID, caller: Annotated[Caller, asking(GetApplication)], response: Response
) -> ApplicationView:
    return tagged(response, await caller.ask(GetApplication(application_id=application_id)))


@router.get("/{application_id}/form")
async def get_application_form(
    application_id: UUID, caller: Annotated[Caller, asking(GetApplicationForm)]
) -> ApplicationFormView:
    """The benefit as it was when the application was started."""
    return await caller.ask(GetApplicationForm(application_id=application_id))


@router.patch("/{application_id}")
async def save_answers(
    application_id: UUID,
    body: Sent[AnswersBody],
    caller: Annotated[Caller, asking(SaveAnswers)],
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    command = SaveAnswers(application_id=application_id, answers=body.answers, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.put("/{application_id}/documents/{slot}")
async def attach_document(
    application_id: UUID,
    slot: SlotName,
    body: Sent[DocumentBody],
    caller: Annotated[Caller, asking(AttachDocument)],
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    command = AttachDocument(
        application_id=application_id, slot=slot, document_id=body.document_id, expected_version=version
    )
    return tagged(response, await caller.ask(command))


@router.delete("/{application_id}/documents/{slot}")
async def detach_document(
    application_id: UUID,
    slot: SlotName,
    caller: Annotated[Caller, asking(DetachDocument)],
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    command = DetachDocument(application_id=application_id, slot=slot, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/submit")
async def submit_application(
    application_id: UUID,
    caller: Annotated[Caller, asking(SubmitApplication)],
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    """Becomes `submitted`, or `incomplete` until what is missing is there."""
    command = SubmitApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/withdraw")
async def withdraw_application(
    application_id: UUID,
    caller: Annotated[Caller, asking(WithdrawApplication)],
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    command = WithdrawApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))
