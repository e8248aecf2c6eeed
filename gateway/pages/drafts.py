"""The draft: one form for answers and documents, so that nothing typed is lost whatever button is pressed."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from gateway.limits import LargeBody
from gateway.pages.access import MemberPage
from gateway.pages.answers import name_questions, posted_answers, reject_answers
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.questions import questions
from gateway.pages.slots import act_on_slots, wallet
from services.contracts.applications import (
    ApplicationView,
    BenefitView,
    EstimateView,
    GetApplication,
    GetApplicationForm,
    SaveAnswers,
    SubmitApplication,
)


class DraftBody(LargeBody):
    """The form may bring a file for each slot."""

    most = 110 * 1024 * 1024


router = APIRouter(prefix="/{portal:portal}/applications", route_class=DraftBody)


@router.post("/{application_id}")
async def save_draft(page: MemberPage, application_id: UUID) -> Response:
    """What button was pressed decides what follows; the answers are saved first, always."""
    form = await page.form()
    benefit = (await page.ask(GetApplicationForm(application_id=application_id))).benefit
    answers = posted_answers(benefit.form, form, page.texts)
    asked = questions(benefit.form, answers)
    save = SaveAnswers(application_id=application_id, answers=answers)
    if "x-autosave" in page.request.headers:
        saved = await page.ask(save, step="answers")
        return JSONResponse({"version": saved.version, "errors": form.errors}, 422 if form.errors else 200)
    address = page.path(f"/applications/{application_id}")
    with redisplay(form, page.language, reject=lambda refused: reject_answers(form, refused, asked, page.texts)):
        await page.ask(save, step="answers")
        if not form.errors:
            await act_on_slots(page, application_id, benefit, form)
            if form.value("do") == "submit" and not form.errors:
                done = await page.ask(SubmitApplication(application_id=application_id), step="submit")
                return page.go(address, "flash.incomplete" if done.status == "incomplete" else "flash.submitted")
        name_questions(form, asked, page.texts)
    if form.errors or form.problem:
        found = await page.ask(GetApplication(application_id=application_id))
        return await show_draft(page, found, form, benefit=benefit, typed=answers)
    if grow := form.value("grow"):
        return page.go(f"{address}?grow={grow}#f-{grow.replace('/', '-')}")
    return page.go(address, "flash.saved" if form.value("do") == "save" else "")


async def show_draft(
    page: PageContext,
    found: ApplicationView,
    form: Form,
    *,
    benefit: BenefitView | None = None,
    grow: str = "",
    typed: dict[str, Any] | None = None,
) -> Response:
    benefit = benefit or (await page.ask(GetApplicationForm(application_id=found.id))).benefit
    form.lenient = True
    estimate: EstimateView | None = found.estimate
    return await page.show(
        "applications/draft.html",
        application=found,
        benefit=benefit,
        asked=questions(benefit.form, found.answers if typed is None else typed, grow),
        attached={each.slot: each for each in found.documents},
        wallet=await wallet(page, benefit),
        estimate=estimate,
        form=form,
        here=page.path(f"/applications/{found.id}"),
    )
