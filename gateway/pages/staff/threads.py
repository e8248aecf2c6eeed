"""Messages to answer, of applications and general; a general thread with the member's file beside it."""

import asyncio
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.asked_items import ALL
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from gateway.pages.staff.motifs import motifs, reach_of, take_over, texts_for
from gateway.pages.staff.papers import Case, Looked, draw, papers_in, show_papers, to_look_at
from gateway.pages.threads import every_message
from services.contracts.applications import (
    ListQueue,
    ListStaffThreads,
    ListThreadMessages,
    MarkThreadRead,
    PostThreadMessage,
    SettleThread,
)

router = APIRouter(prefix="/staff/messages")
MENU = MenuItem("nav.messages", position=12, waiting=("messages",))


@router.get("")
async def staff_threads(page: OfficerPage) -> Response:
    params = page.request.query_params
    form = Form({"cgos_number": [params.get("cgos_number", "")]})
    wanted = ListStaffThreads()
    with redisplay(form, page.language, ("cgos_number",)):
        asked = form.given("cgos_number") | {"cursor": params.get("cursor"), "waiting": params.get("general") is None}
        wanted = ListStaffThreads.model_validate(asked)
    found = await page.ask(wanted)
    return await page.show(
        "staff/messages.html",
        form=form,
        threads=found.items,
        waiting=wanted.waiting,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.get("/{thread_id}")
async def staff_thread(page: OfficerPage, thread_id: UUID) -> Response:
    return await _show(page, thread_id, Form())


@router.post("/{thread_id}")
async def post_thread_message(page: OfficerPage, thread_id: UUID) -> Response:
    form = await page.form()
    if form.value("take_over"):
        thread = (await page.ask(ListThreadMessages(thread_id=thread_id, limit=1))).thread
        take_over(form, "answer", texts_for(page, await reach_of(page, thread.cgos_number)))
        return await _show(page, thread_id, form)
    with redisplay(form, page.language, ("body",)):
        fields = {"thread_id": thread_id, "body": form.value("body"), **form.given("seen")}
        await page.ask(PostThreadMessage.model_validate(fields))
        return page.go("/staff/messages", "flash.message_sent")
    return await _show(page, thread_id, form)


@router.post("/{thread_id}/read")
async def mark_thread_read(page: OfficerPage, thread_id: UUID) -> Response:
    """For browsers without scripts: with them the page itself says so, once the thread is seen."""
    await page.ask(MarkThreadRead(thread_id=thread_id))
    return page.go(f"/staff/messages/{thread_id}#thread")


@router.post("/{thread_id}/no-answer-needed")
async def settle_thread(page: OfficerPage, thread_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language):
        await page.ask(SettleThread.model_validate({"thread_id": thread_id} | form.given("seen")))
        return page.go("/staff/messages", "flash.no_answer_needed")
    return await _show(page, thread_id, form)


@router.get("/{thread_id}/papers")
async def thread_papers(page: OfficerPage, thread_id: UUID, look: Looked) -> Response:
    """`paper`: its document's id; none is opened before it is chosen, for a reading is written down."""
    drawn = await draw(page, thread_id, look)
    thread, messages = await every_message(page, thread_id)
    case = Case(f"/staff/messages/{thread_id}", thread_id, thread.member_name)
    return await show_papers(page, case, look, list(papers_in(messages, page.texts)), drawn)


async def _show(page: PageContext, thread_id: UUID, form: Form) -> Response:
    thread, messages = await every_message(page, thread_id)
    of_member = ListQueue(applicant=thread.cgos_number, limit=ALL)
    files, reach = await asyncio.gather(page.ask(of_member), reach_of(page, thread.cgos_number))
    written = texts_for(page, reach)
    here = f"/staff/messages/{thread_id}"
    papers = list(papers_in(messages, page.texts))
    return await page.show(
        "staff/thread.html",
        thread=thread,
        messages=messages,
        papers=papers,
        sent_along=to_look_at(here, papers),
        files=list(reversed(files.items)),
        reach=reach.banners if reach else [],
        answering=motifs("answer", page.texts, written),
        motif_language=written.language,
        form=form,
        here=here,
    )
