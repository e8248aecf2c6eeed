"""The member's messages: every thread, those outside any application, and the forms to write in one."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.limits import LargeBody
from gateway.pages.access import ApplicantPage, MemberPage
from gateway.pages.applications import show_application
from gateway.pages.asked_items import ALL
from gateway.pages.attachments import attached, sent_along, to_attach
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.applications import (
    GetApplication,
    ListThreadMessages,
    ListThreads,
    MarkMessagesRead,
    MarkThreadRead,
    MessageView,
    PostMessage,
    PostThreadMessage,
    StartThread,
    ThreadView,
)
from services.contracts.documents import ListDocuments

router = APIRouter(prefix="/{portal:portal}", route_class=LargeBody)
MENU = MenuItem("nav.messages", position=45)
FIELDS = ("subject", "body", "document_ids")
MOST = 2000
"""Messages that one page shows."""


@router.get("/messages")
async def threads(page: MemberPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found = await page.ask(ListThreads(cursor=cursor))
    return await page.show(
        "messages/list.html", threads=found.items, first=first_page(page), next=next_page(page, found.next_cursor)
    )


@router.get("/messages/new")
async def new_thread(page: MemberPage) -> Response:
    return await _show_new(page, Form())


@router.post("/messages/new")
async def start_thread(page: MemberPage) -> Response:
    form = await page.form()
    document_ids = await attached(page, form)
    if not form.errors:
        with redisplay(form, page.language, FIELDS):
            fields = form.given("subject") | {"body": form.value("body"), "document_ids": document_ids}
            started = await page.ask(StartThread.model_validate(fields), step="start")
            return page.go(page.path(f"/messages/{started.id}"), "flash.message_sent")
    return await _show_new(page, form)


@router.get("/messages/{thread_id}")
async def thread(page: MemberPage, thread_id: UUID) -> Response:
    return await _show(page, thread_id, Form())


@router.post("/messages/{thread_id}")
async def post_thread_message(page: MemberPage, thread_id: UUID) -> Response:
    form = await page.form()
    document_ids = await attached(page, form)
    if not form.errors:
        with redisplay(form, page.language, FIELDS):
            fields = {"thread_id": thread_id, "body": form.value("body"), "document_ids": document_ids}
            await page.ask(PostThreadMessage.model_validate(fields), step="post")
            return page.go(page.path(f"/messages/{thread_id}#thread"), "flash.message_sent")
    return await _show(page, thread_id, form)


@router.post("/messages/{thread_id}/read")
async def mark_thread_read(page: MemberPage, thread_id: UUID) -> Response:
    """For browsers without scripts: with them the page itself says so, once the thread is seen."""
    await page.ask(MarkThreadRead(thread_id=thread_id))
    return page.go(page.path(f"/messages/{thread_id}#thread"))


@router.post("/applications/{application_id}/messages")
async def post_message(page: ApplicantPage, application_id: UUID) -> Response:
    form = await page.form()
    document_ids = await attached(page, form)
    if not form.errors:
        with redisplay(form, page.language, FIELDS):
            fields = {"application_id": application_id, "body": form.value("body"), "document_ids": document_ids}
            await page.ask(PostMessage.model_validate(fields), step="post")
            return page.go(page.path(f"/applications/{application_id}#thread"), "flash.message_sent")
    return await show_application(page, await page.ask(GetApplication(application_id=application_id)), form)


@router.post("/applications/{application_id}/messages/read")
async def mark_messages_read(page: ApplicantPage, application_id: UUID) -> Response:
    """As above."""
    await page.ask(MarkMessagesRead(application_id=application_id))
    return page.go(page.path(f"/applications/{application_id}#thread"))


async def every_message(page: PageContext, thread_id: UUID) -> tuple[ThreadView, list[MessageView]]:
    """A thread is shown whole: its newest message comes last."""
    wanted = ListThreadMessages(thread_id=thread_id, limit=ALL)
    found = await page.ask(wanted)
    messages = found.items
    while found.next_cursor and len(messages) < MOST:
        found = await page.ask(wanted.model_copy(update={"cursor": found.next_cursor}))
        messages = [*messages, *found.items]
    return found.thread, messages


async def _show_new(page: PageContext, form: Form) -> Response:
    documents = await page.ask(ListDocuments(limit=ALL))
    return await page.show("messages/new.html", form=form, **to_attach(documents.items))


async def _show(page: PageContext, thread_id: UUID, form: Form) -> Response:
    (found, messages), documents = await asyncio.gather(
        every_message(page, thread_id), page.ask(ListDocuments(limit=ALL))
    )
    return await page.show(
        "messages/thread.html",
        thread=found,
        messages=messages,
        sent_along=await sent_along(page, messages, documents.items),
        **to_attach(documents.items),
        form=form,
        here=page.path(f"/messages/{thread_id}"),
    )
