"""The member's applications."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field
from starlette.responses import Response

from gateway.api.callers import Member, MemberOnce
from gateway.api.conventions import Body, ExpectedVersion, Paged, refusals, tagged
from gateway.api.sections import section
from gateway.security import Caller, access
from services.contracts.actor import Role
from services.contracts.applications import (
    AnswersTooLarge,
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    AttachDocument,
    BadAnswers,
    BenefitClosed,
    DeadlinePassed,
    DetachDocument,
    DocumentTooLarge,
    GetApplication,
    GetApplicationForm,
    ListApplications,
    NotADraft,
    NotAttachable,
    NotEditable,
    NotWithdrawable,
    SaveAnswers,
    StartApplication,
    Status,
    SubmitApplication,
    UnknownApplication,
    UnknownBenefit,
    UnknownSlot,
    WithdrawApplication,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.base import Page
from services.contracts.refusals import StaleVersion

router = section("applications", "/applications")

SlotName = Annotated[str, Path(max_length=80)]
MemberOrOfficer = Annotated[Caller, access(Role.MEMBER, Role.OFFICER)]


class StartBody(Body):
    benefit_code: str = Field(max_length=80)


class AnswersBody(Body):
    """A JSON merge patch: what is absent stays, null removes."""

    answers: dict[str, Any]


class DocumentBody(Body):
    document_id: UUID


@router.post("", status_code=201, responses=refusals(UnknownBenefit, BenefitClosed, DeadlinePassed))
async def start_application(body: StartBody, caller: MemberOnce, response: Response) -> ApplicationView:
    application = await caller.ask(StartApplication(benefit_code=body.benefit_code))
    response.headers["Location"] = f"/api/v1/applications/{application.id}"
    return tagged(response, application)


@router.get("")
async def list_applications(
    caller: Member, paging: Paged, status: Annotated[Status | None, Query()] = None
) -> Page[ApplicationSummaryView]:
    """Mine, newest first."""
    return await caller.ask(ListApplications(**paging.of(status=status)))


@router.get("/{application_id}", responses=refusals(UnknownApplication))
async def get_application(application_id: UUID, caller: Member, response: Response) -> ApplicationView:
    return tagged(response, await caller.ask(GetApplication(application_id=application_id)))


@router.get("/{application_id}/form", responses=refusals(UnknownApplication))
async def get_application_form(application_id: UUID, caller: MemberOrOfficer) -> ApplicationFormView:
    """The benefit as it was when the application was started."""
    return await caller.ask(GetApplicationForm(application_id=application_id))


@router.patch(
    "/{application_id}",
    responses=refusals(UnknownApplication, BadAnswers, AnswersTooLarge, NotEditable, DeadlinePassed, StaleVersion),
)
async def save_answers(
    application_id: UUID, body: AnswersBody, caller: Member, version: ExpectedVersion, response: Response
) -> ApplicationView:
    command = SaveAnswers(application_id=application_id, answers=body.answers, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.put(
    "/{application_id}/documents/{slot}",
    responses=refusals(
        UnknownApplication,
        UnknownSlot,
        NotAttachable,
        WrongDocumentKind,
        WrongDocumentType,
        DocumentTooLarge,
        NotEditable,
        DeadlinePassed,
        StaleVersion,
    ),
)
async def attach_document(
    application_id: UUID,
    slot: SlotName,
    body: DocumentBody,
    caller: Member,
    version: ExpectedVersion,
    response: Response,
) -> ApplicationView:
    command = AttachDocument(
        application_id=application_id, slot=slot, document_id=body.document_id, expected_version=version
    )
    return tagged(response, await caller.ask(command))


@router.delete(
    "/{application_id}/documents/{slot}",
    responses=refusals(UnknownApplication, UnknownSlot, NotEditable, DeadlinePassed, StaleVersion),
)
async def detach_document(
    application_id: UUID, slot: SlotName, caller: Member, version: ExpectedVersion, response: Response
) -> ApplicationView:
    command = DetachDocument(application_id=application_id, slot=slot, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post(
    "/{application_id}/submit",
    responses=refusals(UnknownApplication, NotADraft, BadAnswers, BenefitClosed, DeadlinePassed, StaleVersion),
)
async def submit_application(
    application_id: UUID, caller: MemberOnce, version: ExpectedVersion, response: Response
) -> ApplicationView:
    """Becomes `submitted`, or `incomplete` until what is missing is there."""
    command = SubmitApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))


@router.post("/{application_id}/withdraw", responses=refusals(UnknownApplication, NotWithdrawable, StaleVersion))
async def withdraw_application(
    application_id: UUID, caller: MemberOnce, version: ExpectedVersion, response: Response
) -> ApplicationView:
    command = WithdrawApplication(application_id=application_id, expected_version=version)
    return tagged(response, await caller.ask(command))
