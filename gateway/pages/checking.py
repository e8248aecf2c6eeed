"""Check your answers: all of a draft on one page to read, before it is submitted."""

import asyncio
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import ApplicantPage
from gateway.pages.context import PageContext
from gateway.pages.drafts import to_submitted
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.questions import names_by_pointer, questions
from gateway.pages.slots import wallet
from services.contracts.applications import GetApplication, GetApplicationForm, SubmitApplication

router = APIRouter(prefix="/{portal:portal}/applications")
ENDED = {"withdrawn", "expired"}


@router.get("/{application_id}/check")
async def check_answers(page: ApplicantPage, application_id: UUID) -> Response:
    return await _show(page, application_id, Form())


@router.post("/{application_id}/check")
async def submit_checked(page: ApplicantPage, application_id: UUID) -> Response:
    """What was read is what is submitted: answers that were changed elsewhere meanwhile are shown first."""
    form = await page.form()
    with redisplay(form, page.language):
        command = SubmitApplication.model_validate({"application_id": application_id} | form.given("expected_version"))
        return to_submitted(page, await page.ask(command))
    return await _show(page, application_id, form)


async def _show(page: PageContext, application_id: UUID, form: Form) -> Response:
    found, asked = await asyncio.gather(
        page.ask(GetApplication(application_id=application_id)),
        page.ask(GetApplicationForm(application_id=application_id)),
    )
    address = page.path(f"/applications/{application_id}")
    if found.submitted_at is not None or found.status in ENDED:
        return page.go(address)
    given = questions(asked.benefit.form, found.answers)
    return await page.show(
        "applications/check.html",
        application=found,
        benefit=asked.benefit,
        asked=given,
        attached={each.slot: each for each in found.documents},
        files=(await wallet(page, asked.benefit)).by_id,
        links=names_by_pointer(given),
        form=form,
    )
