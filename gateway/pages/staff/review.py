"""The workspace: form, documents, thread and amount side by side; claim, ask, decide, next."""

import asyncio
from collections.abc import Iterator, Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import decimal_text
from gateway.pages.posting import redisplay
from gateway.pages.questions import Question, questions
from services.contracts.applications import (
    ClaimApplication,
    DecideApplication,
    GetApplicationForm,
    GetReview,
    ListMessages,
    MarkMessagesRead,
    PostMessage,
    RequestItems,
    ReviewView,
)
from services.contracts.base import Command, View

router = APIRouter(prefix="/staff/applications/{application_id}")
ALL = 100


@router.get("")
async def review(page: OfficerPage, application_id: UUID) -> Response:
    found = await page.ask(GetReview(application_id=application_id))
    return await _show(page, found, Form())


@router.post("/claim")
async def claim_application(page: OfficerPage, application_id: UUID) -> Response:
    return await _do(page, application_id, await page.form(), ClaimApplication, {}, "flash.claimed")


@router.post("/messages")
async def post_message(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    return await _do(page, application_id, form, PostMessage, {"body": form.value("body")}, "flash.message_sent")


@router.post("/request-items")
async def request_items(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    fields = {"items": form.all("items"), "message": form.value("message")}
    return await _do(page, application_id, form, RequestItems, fields, "flash.items_requested")


@router.post("/decide")
async def decide_application(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    fields = form.given("outcome", "reason", "expected_version")
    if form.value("amount") and form.value("outcome") == "approved":
        fields["amount"] = decimal_text(form.value("amount"))
    return await _do(page, application_id, form, DecideApplication, fields, "flash.decided")


async def _do(
    page: PageContext,
    application_id: UUID,
    form: Form,
    kind: type[Command[View]],
    fields: Mapping[str, object],
    flash: str,
) -> Response:
    with redisplay(form, page.language, ("outcome", "amount", "reason", "message", "items", "body")):
        await page.ask(kind.model_validate({"application_id": application_id, **fields}))
        return page.go(f"/staff/applications/{application_id}", flash)
    return await _show(page, await page.ask(GetReview(application_id=application_id)), form)


async def _show(page: PageContext, found: ReviewView, form: Form) -> Response:
    asked, messages = await asyncio.gather(
        page.ask(GetApplicationForm(application_id=found.id)),
        page.ask(ListMessages(application_id=found.id, limit=ALL)),
    )
    if found.unread_messages and page.request.method == "GET":
        await page.try_ask(MarkMessagesRead(application_id=found.id), within=1.0)
    every = questions(asked.benefit.form, found.answers)
    return await page.show(
        "staff/review.html",
        review=found,
        benefit=asked.benefit,
        asked=every,
        askable=[(each.name.removeprefix("answers"), each.title) for each in _askable(every)],
        attached={each.slot: each for each in found.documents},
        messages=messages.items,
        form=form,
        here=f"/staff/applications/{found.id}",
    )


def _askable(asked: list[Question]) -> Iterator[Question]:
    """A list is asked for as a whole: its rows come and go."""
    for question in asked:
        yield from _askable(question.parts) if question.kind == "section" else (question,)
