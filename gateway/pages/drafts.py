"""The draft: one form for answers and documents, so that nothing typed is lost whatever button is pressed."""

import asyncio
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from gateway.limits import LargeBody
from gateway.pages.access import ApplicantPage
from gateway.pages.answers import name_questions, posted_answers, reject_answers
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.merging import written
from gateway.pages.notifications import told_of
from gateway.pages.posting import redisplay
from gateway.pages.questions import every, names_by_pointer, questions
from gateway.pages.saving import Kept, keep_answers
from gateway.pages.sections import is_long, sections
from gateway.pages.slots import act_on_slots, wallet
from services.contracts.applications import (
    ApplicationView,
    BenefitView,
    GetApplication,
    GetApplicationForm,
    SubmitApplication,
)
from services.contracts.refusals import StaleVersion


class DraftBody(LargeBody):
    """The form may bring a file for each slot."""

    most = 110 * 1024 * 1024


router = APIRouter(prefix="/{portal:portal}/applications", route_class=DraftBody)


@router.post("/{application_id}")
async def save_draft(page: ApplicantPage, application_id: UUID) -> Response:
    """What button was pressed decides what follows; the answers are saved first, always."""
    form = await page.form()
    benefit = (await page.ask(GetApplicationForm(application_id=application_id))).benefit
    answers = posted_answers(benefit.form, form, page.texts)
    asked = questions(benefit.form, answers)
    by_script = "x-autosave" in page.request.headers
    kept: Kept | None = None
    with redisplay(form, page.language, reject=lambda refused: reject_answers(form, refused, asked, page.texts)):
        kept = await keep_answers(page, application_id, benefit, form, answers, asked)
        _tell_clashes(page, form, kept)
        if not (form.errors or by_script):
            await act_on_slots(page, application_id, benefit, form)
            if form.value("do") == "submit" and not form.errors:
                done = await page.ask(SubmitApplication(application_id=application_id), step="submit")
                return to_submitted(page, done)
        name_questions(form, asked, page.texts)
    if by_script:
        return _told_to_the_script(page, benefit, form, kept, answers)
    if form.errors or form.problem:
        found = await page.ask(GetApplication(application_id=application_id))
        return await show_draft(page, found, form, benefit=benefit, typed=answers, kept=kept)
    return _next(page, application_id, form, kept)


def _next(page: PageContext, application_id: UUID, form: Form, kept: Kept | None) -> Response:
    address = page.path(f"/applications/{application_id}")
    if grow := form.value("grow"):
        return page.go(f"{address}?grow={grow}#f-{grow.replace('/', '-')}")
    if form.value("do") == "check":
        return page.go(f"{address}/check")
    if kept is not None and kept.merged.changed:
        return page.go(address, "flash.saved_merged")
    return page.go(address, "flash.saved" if form.value("do") == "save" else "")


def to_submitted(page: PageContext, done: ApplicationView) -> Response:
    flash = "flash.incomplete" if done.status == "incomplete" else "flash.submitted"
    return page.go(page.path(f"/applications/{done.id}"), flash)


def _tell_clashes(page: PageContext, form: Form, kept: Kept) -> None:
    """What was changed elsewhere is shown as it is there; what was changed on both sides waits for a choice."""
    for name in kept.merged.changed:
        form.forget(name)
    for name in kept.merged.clashes:
        form.refusal = StaleVersion()
        form.errors.setdefault(name, page.texts.t("clash.error"))


def _told_to_the_script(
    page: PageContext, benefit: BenefitView, form: Form, kept: Kept | None, typed: dict[str, Any]
) -> Response:
    """What autosave.js puts into the page: the errors, and each part of the page that is no longer true."""
    if kept is None:
        return JSONResponse({"problem": form.problem, "errors": form.errors}, form.status)
    found, merged = kept.application, kept.merged
    parts = page.fragment("applications/saved.html", form=form, **_shown(found, benefit, form, typed, kept))
    return JSONResponse(
        {
            "version": found.version,
            "seen": written(found.answers),
            "errors": {name: text for name, text in form.errors.items() if name not in merged.clashes},
            "changed": merged.changed,
            "clashes": merged.clashes,
            "parts": parts,
        },
        form.status,
    )


async def show_draft(
    page: PageContext,
    found: ApplicationView,
    form: Form,
    *,
    benefit: BenefitView | None = None,
    grow: str = "",
    typed: dict[str, Any] | None = None,
    kept: Kept | None = None,
) -> Response:
    benefit = benefit or (await page.ask(GetApplicationForm(application_id=found.id))).benefit
    form.lenient = True
    documents, told = await asyncio.gather(wallet(page, benefit), told_of(page, found.id))
    return await page.show(
        "applications/draft.html",
        **_shown(found, benefit, form, typed, kept, grow),
        attached={each.slot: each for each in found.documents},
        wallet=documents.reusable,
        files=documents.by_id,
        told=told,
        form=form,
        here=page.path(f"/applications/{found.id}"),
    )


def _shown(
    found: ApplicationView,
    benefit: BenefitView,
    form: Form,
    typed: dict[str, Any] | None,
    kept: Kept | None,
    grow: str = "",
) -> dict[str, Any]:
    """What the draft's page and what is put into it while it is open have in common."""
    now = questions(benefit.form, found.answers, grow)
    clashes = set(kept.merged.clashes) if kept else set[str]()
    mine = questions(benefit.form, typed, grow) if typed is not None else now
    theirs = {question.name: question for question in every(now)}
    return {
        "application": found,
        "benefit": benefit,
        "asked": mine if typed is not None and form.errors else now,
        "clashes": {each.name: (each, theirs.get(each.name)) for each in every(mine) if each.name in clashes},
        "changed": kept.merged.changed if kept else [],
        "seen": written(found.answers),
        "sections": sections(benefit, found, now),
        "long": is_long(benefit, now),
        "links": names_by_pointer(now),
    }
