"""The workspace: form, documents, thread and amount side by side; claim, ask, decide, next."""

import asyncio
from collections.abc import Iterator, Mapping
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.amended import sides, waiting
from gateway.pages.asked_items import ALL
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import decimal_text
from gateway.pages.posting import redisplay
from gateway.pages.questions import Question, questions
from gateway.pages.staff.motifs import Use, motifs, reach_of, take_over, texts_for
from gateway.pages.staff.papers import papers_of, to_look_at
from gateway.pages.staff.queue import take_next
from services.contracts.applications import (
    ClaimApplication,
    DecideApplication,
    GetApplicationForm,
    GetReview,
    ListAmendments,
    ListMessages,
    ListQueue,
    MarkMessagesRead,
    OverrideRule,
    PostMessage,
    ReleaseApplication,
    RequestItems,
    ReviewView,
    SettleMessages,
    TakeOverRights,
)
from services.contracts.base import Command, View
from services.contracts.identity.officers import ListOfficers, OfficerView
from services.contracts.identity.rights import GetOpening

router = APIRouter(prefix="/staff/applications/{application_id}")
FIELDS = ("outcome", "amount", "reason", "message", "items", "body", "officer_id")


@router.get("")
async def review(page: OfficerPage, application_id: UUID) -> Response:
    found = await page.ask(GetReview(application_id=application_id))
    return await _show(page, found, Form())


@router.post("/claim")
async def claim_application(page: OfficerPage, application_id: UUID) -> Response:
    return await act(page, application_id, await page.form(), ClaimApplication, {}, "flash.claimed")


@router.post("/release")
async def release_application(page: OfficerPage, application_id: UUID) -> Response:
    return await act(page, application_id, await page.form(), ReleaseApplication, {}, "flash.released", then="/staff")


@router.post("/messages")
async def post_message(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    if form.value("take_over"):
        return await _take_over(page, application_id, form, "answer")
    fields = {"body": form.value("body"), **form.given("seen")}
    return await act(page, application_id, form, PostMessage, fields, "flash.message_sent")


@router.post("/messages/no-answer-needed")
async def settle_messages(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    return await act(page, application_id, form, SettleMessages, form.given("seen"), "flash.no_answer_needed")


@router.post("/messages/read")
async def mark_messages_read(page: OfficerPage, application_id: UUID) -> Response:
    """For browsers without scripts: with them the page itself says so, once the thread is seen."""
    await page.ask(MarkMessagesRead(application_id=application_id))
    return page.go(f"/staff/applications/{application_id}#thread")


@router.post("/request-items")
async def request_items(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    if form.value("take_over"):
        return await _take_over(page, application_id, form, "ask")
    fields = {"items": form.all("items"), "message": form.value("message")}
    return await act(page, application_id, form, RequestItems, fields, "flash.items_requested")


@router.post("/take-over-rights")
async def take_over_rights(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    fields = form.given("revision", "expected_version")
    return await act(page, application_id, form, TakeOverRights, fields, "flash.rights_taken_over")


@router.post("/override")
async def override_rule(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    fields = {**form.given("rule", "expected_version"), "reason": form.value("override_reason")}
    return await act(page, application_id, form, OverrideRule, fields, "flash.rule_overridden")


@router.post("/decide")
async def decide_application(page: OfficerPage, application_id: UUID) -> Response:
    form = await page.form()
    if form.value("take_over"):
        return await _take_over(page, application_id, form, "refuse")
    fields = form.given("outcome", "reason", "expected_version")
    if form.value("amount") and form.value("outcome") == "approved":
        fields["amount"] = decimal_text(form.value("amount"))
    return await act(page, application_id, form, DecideApplication, fields, "flash.decided")


async def act(
    page: PageContext,
    application_id: UUID,
    form: Form,
    kind: type[Command[View]],
    fields: Mapping[str, object],
    flash: str,
    then: str = "",
    at: str | None = None,
) -> Response:
    """`then`: where it leads, if not back to the file. The form may say that it is the next one. `at`: the one field
    beside which a refusal is said."""
    with redisplay(form, page.language, FIELDS, at=at):
        await page.ask(kind.model_validate({"application_id": application_id, **fields}))
        if form.value("then") == "next":
            return await take_next(page, application_id, flash)
        return page.go(then or f"/staff/applications/{application_id}", flash)
    return await _show(page, await page.ask(GetReview(application_id=application_id)), form)


async def _take_over(page: PageContext, application_id: UUID, form: Form, use: Use) -> Response:
    """A usual reason into the text, for browsers without scripts: nothing is sent yet."""
    found = await page.ask(GetReview(application_id=application_id))
    take_over(form, use, texts_for(page, await reach_of(page, found.cgos_number)))
    return await _show(page, found, form)


async def show_file(page: PageContext, application_id: UUID, form: Form) -> Response:
    """After what was done to it elsewhere was refused."""
    return await _show(page, await page.ask(GetReview(application_id=application_id)), form)


async def _show(page: PageContext, found: ReviewView, form: Form) -> Response:
    # A service of the version before knows only the first of the two: it then lists those that are open.
    of_applicant = ListQueue(cgos_number=found.cgos_number, applicant=found.cgos_number, limit=ALL)
    asked, amendments, officers, messages, files, reach = await asyncio.gather(
        page.ask(GetApplicationForm(application_id=found.id)),
        page.try_ask(ListAmendments(application_id=found.id), within=1.0),
        page.try_ask(ListOfficers(limit=100), within=1.0),
        page.ask(ListMessages(application_id=found.id, limit=ALL)),
        page.ask(of_applicant),
        reach_of(page, found.cgos_number),
    )
    every = questions(asked.benefit.form, found.answers)
    amendment = waiting(amendments)
    written = texts_for(page, reach)
    papers = papers_of(found, asked.benefit, messages, amendment, page.texts)
    return await page.show(
        "staff/review.html",
        amendment=amendment,
        sides=sides(amendment, asked.benefit) if amendment else [],
        officers=[each for each in officers.items if _may_have(each, found)] if officers else [],
        **await _rights(page, found),
        review=found,
        benefit=asked.benefit,
        reach=reach.banners if reach else [],
        asked=every,
        askable=[(each.name.removeprefix("answers"), each.title) for each in _askable(every)],
        attached={each.slot: each for each in found.documents},
        papers=papers,
        sent_along=to_look_at(f"/staff/applications/{found.id}", papers),
        others=[each for each in reversed(files.items) if each.id != found.id],
        refusing=motifs("refuse", page.texts, written),
        asking=motifs("ask", page.texts, written),
        answering=motifs("answer", page.texts, written),
        motif_language=written.language,
        messages=messages.items,
        form=form,
        here=f"/staff/applications/{found.id}",
    )


def _may_have(officer: OfficerView, found: ReviewView) -> bool:
    return officer.id != found.claimed_by and (not officer.regions or found.region in officer.regions)


async def _rights(page: PageContext, found: ReviewView) -> dict[str, object]:
    """As identity has them now, which applications may not have heard yet."""
    known = found.later_opening or found.opening
    if not found.depends_on_quotient or known is None:
        return {"state_now": "", "rights": None, "later": 0}
    rights = await page.try_ask(GetOpening(rights_id=known.rights_id), within=1.0) if known.rights_id else None
    counted = found.opening.revision if found.opening else 0
    last = rights.revision if rights else known.revision
    state = found.opening.state if found.opening else known.state
    return {
        "state_now": rights.state if rights and last == counted else state,
        "rights": rights,
        "later": last if last > counted else 0,
    }


def _askable(asked: list[Question]) -> Iterator[Question]:
    """A list is asked for as a whole: its rows come and go."""
    for question in asked:
        yield from _askable(question.parts) if question.kind == "section" else (question,)
