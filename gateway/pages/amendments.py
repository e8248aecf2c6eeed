"""After the submission: a member corrects an answer, or adds a paper that nobody asked for; officers answer."""

import asyncio
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import ApplicantPage
from gateway.pages.answers import name_questions, posted_answers, reject_answers
from gateway.pages.context import PageContext
from gateway.pages.drafts import DraftBody
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.questions import questions
from gateway.pages.slots import wallet
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.applications import (
    AmendApplication,
    BenefitView,
    GetApplication,
    GetApplicationForm,
)

router = APIRouter(prefix="/{portal:portal}/applications", route_class=DraftBody)
OVER = ("draft", "approved", "rejected", "paid", "withdrawn", "expired")
"""And what is not submitted yet."""


@router.get("/{application_id}/correct")
async def correct_page(page: ApplicantPage, application_id: UUID) -> Response:
    return await _show(page, application_id, Form())


@router.post("/{application_id}/correct")
async def amend_application(page: ApplicantPage, application_id: UUID) -> Response:
    form = await page.form()
    benefit = (await page.ask(GetApplicationForm(application_id=application_id))).benefit
    typed = posted_answers(benefit.form, form, page.texts)
    asked = questions(benefit.form, typed)
    if not (form.errors or form.value("grow")):
        papers = await _papers(page, benefit, form)
        with redisplay(form, page.language, reject=lambda refused: reject_answers(form, refused, asked, page.texts)):
            if not form.errors:
                told = {"answers": typed, "documents": papers, "message": form.value("message")}
                given = form.given("expected_version") | told
                await page.ask(AmendApplication.model_validate({"application_id": application_id} | given))
                return page.go(page.path(f"/applications/{application_id}#corrections"), "flash.amendment_asked")
    name_questions(form, asked, page.texts)
    return await _show(page, application_id, form, typed)


async def _papers(page: PageContext, benefit: BenefitView, form: Form) -> dict[str, UUID]:
    """By slot: a file that was chosen, else one of the wallet. What is wrong with one is written beside it."""
    posted, papers = await page.posted(), dict[str, UUID]()
    for slot in benefit.required_documents:
        field = f"file/{slot.slot}"
        with redisplay(form, page.language, at=field):
            try:
                if file := chosen(posted.get(field)):
                    if wrong := unfit(file, slot.max_bytes, page.texts):
                        form.errors[field] = wrong
                    else:
                        papers[slot.slot] = (await upload(page, slot.kind, file, f"{slot.slot}-")).id
                elif wanted := form.value(f"reuse/{slot.slot}"):
                    papers[slot.slot] = UUID(wanted)
            except ValueError:
                form.errors[field] = page.texts.t("file.failed")
    return papers


async def _show(page: PageContext, application_id: UUID, form: Form, typed: dict[str, Any] | None = None) -> Response:
    found, asked = await asyncio.gather(
        page.ask(GetApplication(application_id=application_id)),
        page.ask(GetApplicationForm(application_id=application_id)),
    )
    if found.status in OVER:
        return page.go(page.path(f"/applications/{application_id}"))
    form.lenient = True
    documents = await wallet(page, asked.benefit)
    answers = found.answers if typed is None else typed
    return await page.show(
        "applications/correct.html",
        application=found,
        benefit=asked.benefit,
        asked=questions(asked.benefit.form, answers, form.value("grow")),
        attached={each.slot: each for each in found.documents},
        wallet=documents.reusable,
        form=form,
    )
