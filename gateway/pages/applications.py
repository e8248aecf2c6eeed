"""The member's applications: where each is, what is missing, what was decided, the thread, the history."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import ValidationError
from starlette.responses import Response

from gateway.pages.doors import MemberVisit
from gateway.pages.drafts import show_draft
from gateway.pages.forms import Form
from gateway.pages.paging import first_page, next_page
from gateway.pages.progress import progress
from gateway.pages.questions import questions
from gateway.pages.visit import Visit
from services.contracts.applications import (
    ApplicationView,
    GetApplication,
    GetApplicationForm,
    ListApplications,
    ListMessages,
    MarkMessagesRead,
    PostMessage,
    WithdrawApplication,
)
from services.contracts.refusals import Refusal

router = APIRouter(prefix="/{portal:portal}/applications")
ALL = 100


@router.get("")
async def applications(visit: MemberVisit, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found = await visit.ask(ListApplications(cursor=cursor))
    return await visit.show(
        "applications/list.html",
        applications=found.items,
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
    )


@router.get("/{application_id}")
async def application(visit: MemberVisit, application_id: UUID, grow: str = "") -> Response:
    found = await visit.ask(GetApplication(application_id=application_id))
    if found.status == "draft":
        return await show_draft(visit, found, Form(), grow=grow)
    return await show_application(visit, found, Form())


async def show_application(visit: Visit, found: ApplicationView, form: Form, status: int = 200) -> Response:
    asked, messages = await asyncio.gather(
        visit.ask(GetApplicationForm(application_id=found.id)),
        visit.ask(ListMessages(application_id=found.id, limit=ALL)),
    )
    if found.unread_messages and visit.request.method == "GET":
        await _mark_read(visit, found.id)
    return await visit.show(
        "applications/application.html",
        status,
        application=found,
        benefit=asked.benefit,
        asked=questions(asked.benefit.form, found.answers),
        messages=messages.items,
        progress=progress(found, visit.texts),
        form=form,
        here=visit.path(f"/applications/{found.id}"),
    )


async def _mark_read(visit: Visit, application_id: UUID) -> None:
    """The thread is on the page: it has been seen. Not worth losing the page for."""
    try:
        await visit.ask(MarkMessagesRead(application_id=application_id), within=1.0)
    except Refusal:
        return


@router.post("/{application_id}/messages")
async def post_message(visit: MemberVisit, application_id: UUID) -> Response:
    form = await visit.form()
    page = visit.path(f"/applications/{application_id}")
    try:
        await visit.ask(PostMessage(application_id=application_id, body=form.value("body")))
    except (ValidationError, Refusal) as refused:
        if isinstance(refused, Refusal) and refused.status not in {409, 422, 503}:
            raise
        form.reject(refused, visit.language, ("body",))
        found = await visit.ask(GetApplication(application_id=application_id))
        return await show_application(visit, found, form, getattr(refused, "status", 422))
    return visit.go(f"{page}#thread", "flash.message_sent")


@router.get("/{application_id}/withdraw")
async def withdraw_page(visit: MemberVisit, application_id: UUID) -> Response:
    found = await visit.ask(GetApplication(application_id=application_id))
    return await visit.show("applications/withdraw.html", application=found)


@router.post("/{application_id}/withdraw")
async def withdraw_application(visit: MemberVisit, application_id: UUID) -> Response:
    await visit.ask(WithdrawApplication(application_id=application_id))
    return visit.go(visit.path("/applications"), "flash.withdrawn")
