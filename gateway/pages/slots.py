"""The documents of an application: upload into a slot, reuse one of the wallet, take one out."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.limits import LargeBody
from gateway.pages.access import ApplicantPage
from gateway.pages.answers import posted_answers, reject_answers
from gateway.pages.asked_items import asked_for
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.questions import questions
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.applications import (
    AttachDocument,
    BenefitView,
    DetachDocument,
    GetApplication,
    GetApplicationForm,
    MissingAnswerView,
    SaveAnswers,
    UnknownSlot,
)
from services.contracts.documents import DocumentView, ListDocuments

router = APIRouter(prefix="/{portal:portal}/applications", route_class=LargeBody)


@dataclass(frozen=True)
class Wallet:
    """The member's newest documents. `reusable`: by slot, the accepted ones of the kind that it asks for."""

    reusable: dict[str, list[DocumentView]]
    by_id: dict[UUID, DocumentView]


async def wallet(page: PageContext, benefit: BenefitView) -> Wallet:
    documents = (await page.ask(ListDocuments(limit=100))).items
    accepted = [each for each in documents if each.state == "accepted"]
    reusable = {
        slot.slot: [each for each in accepted if each.kind == slot.kind and each.content_type in slot.content_types]
        for slot in benefit.required_documents
    }
    return Wallet(reusable, {each.id: each for each in documents})


async def act_on_slots(page: PageContext, application_id: UUID, benefit: BenefitView, form: Form) -> None:
    """Every file that was chosen, and the slot whose button was pressed. A refusal is written beside its slot."""
    posted = await page.posted()
    action, _, pressed = form.value("do").partition(":")
    for slot in benefit.required_documents:
        step = f"{slot.slot}-"
        field = f"file/{slot.slot}"
        with redisplay(form, page.language, at=field):
            try:
                if file := chosen(posted.get(field)):
                    if wrong := unfit(file, slot.max_bytes, page.texts):
                        form.errors[field] = wrong
                        continue
                    document = await upload(page, slot.kind, file, step)
                    command = AttachDocument(application_id=application_id, slot=slot.slot, document_id=document.id)
                    await page.ask(command, step=f"{step}attach")
                elif pressed == slot.slot and action == "reuse" and form.value(f"reuse/{slot.slot}"):
                    wanted = UUID(form.value(f"reuse/{slot.slot}"))
                    await page.ask(
                        AttachDocument(application_id=application_id, slot=slot.slot, document_id=wanted), step=step
                    )
                elif pressed == slot.slot and action == "remove":
                    await page.ask(DetachDocument(application_id=application_id, slot=slot.slot), step=step)
            except ValueError:
                form.errors[field] = page.texts.t("file.failed")


@router.get("/{application_id}/documents/{slot}")
async def slot_page(page: ApplicantPage, application_id: UUID, slot: str) -> Response:
    return await _show(page, application_id, slot, Form())


@router.post("/{application_id}/documents/{slot}")
async def fill_slot(page: ApplicantPage, application_id: UUID, slot: str) -> Response:
    form = await page.form()
    benefit = (await page.ask(GetApplicationForm(application_id=application_id))).benefit
    await act_on_slots(page, application_id, benefit, form)
    if form.errors:
        return await _show(page, application_id, slot, form)
    return page.go(page.path(f"/applications/{application_id}"), "flash.document_added")


async def _show(page: PageContext, application_id: UUID, slot: str, form: Form) -> Response:
    found, asked = await asyncio.gather(
        page.ask(GetApplication(application_id=application_id)),
        page.ask(GetApplicationForm(application_id=application_id)),
    )
    wanted = next((each for each in asked.benefit.required_documents if each.slot == slot), None)
    if wanted is None:
        raise UnknownSlot
    documents = await wallet(page, asked.benefit)
    return await page.show(
        "applications/slot_page.html",
        application=found,
        slot=wanted,
        message=await asked_for(page, found, slot),
        attached={each.slot: each for each in found.documents},
        wallet=documents.reusable,
        files=documents.by_id,
        form=form,
    )


@router.get("/{application_id}/answers")
async def answers_page(page: ApplicantPage, application_id: UUID) -> Response:
    return await _show_answers(page, application_id, Form())


@router.post("/{application_id}/answers")
async def save_answers(page: ApplicantPage, application_id: UUID) -> Response:
    """What an officer asked to be answered again."""
    form = await page.form()
    schema = (await page.ask(GetApplicationForm(application_id=application_id))).benefit.form
    asked = {name.split("/")[1] for name in form.typed if name.startswith("answers/")} | set(form.all("asked"))
    answers = {key: value for key, value in posted_answers(schema, form, page.texts).items() if key in asked}
    if not form.errors:
        asked_questions = questions(schema, answers)
        with redisplay(
            form, page.language, reject=lambda refused: reject_answers(form, refused, asked_questions, page.texts)
        ):
            await page.ask(SaveAnswers(application_id=application_id, answers=answers))
            return page.go(page.path(f"/applications/{application_id}"), "flash.answers_sent")
    return await _show_answers(page, application_id, form)


async def _show_answers(page: PageContext, application_id: UUID, form: Form) -> Response:
    found, asked = await asyncio.gather(
        page.ask(GetApplication(application_id=application_id)),
        page.ask(GetApplicationForm(application_id=application_id)),
    )
    missing = {each.answer.strip("/").split("/")[0] for each in found.missing if isinstance(each, MissingAnswerView)}
    every = questions(asked.benefit.form, found.answers)
    form.lenient = True
    return await page.show(
        "applications/answers.html",
        application=found,
        asked=[each for each in every if each.name.split("/")[1] in missing],
        form=form,
    )
