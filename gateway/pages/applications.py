"""The member's applications: where each is, what is missing, what was decided, the thread, the history."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.access import ApplicantPage
from gateway.pages.amended import sides
from gateway.pages.appeals import may_appeal
from gateway.pages.asked_items import ALL, asked_with
from gateway.pages.attachments import sent_along, to_attach
from gateway.pages.context import PageContext
from gateway.pages.drafts import show_draft
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.notifications import told_of
from gateway.pages.paging import first_page, next_page
from gateway.pages.progress import progress
from gateway.pages.questions import questions
from services.contracts.applications import (
    ApplicationView,
    GetApplication,
    GetApplicationForm,
    ListAmendments,
    ListApplications,
    ListMessages,
    WithdrawApplication,
)
from services.contracts.documents import ListDocuments

router = APIRouter(prefix="/{portal:portal}/applications")
MENU = MenuItem("nav.applications", position=30)


@router.get("")
async def applications(page: ApplicantPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found = await page.ask(ListApplications(cursor=cursor))
    return await page.show(
        "applications/list.html",
        applications=found.items,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.get("/{application_id}")
async def application(page: ApplicantPage, application_id: UUID, grow: str = "") -> Response:
    found = await page.ask(GetApplication(application_id=application_id))
    if found.status == "draft":
        return await show_draft(page, found, Form(), grow=grow)
    return await show_application(page, found, Form())


async def show_application(page: PageContext, found: ApplicationView, form: Form) -> Response:
    asked, amendments, messages, told, documents = await asyncio.gather(
        page.ask(GetApplicationForm(application_id=found.id)),
        page.try_ask(ListAmendments(application_id=found.id), within=1.0),
        page.ask(ListMessages(application_id=found.id, limit=ALL)),
        told_of(page, found.id),
        page.ask(ListDocuments(limit=ALL)),
    )
    return await page.show(
        "applications/application.html",
        application=found,
        benefit=asked.benefit,
        asked=questions(asked.benefit.form, found.answers),
        amendments=[(each, sides(each, asked.benefit)) for each in amendments.items] if amendments else [],
        messages=messages.items,
        sent_along=await sent_along(page, messages.items, documents.items),
        **to_attach(documents.items),
        told=told,
        asked_with=asked_with(messages),
        progress=progress(found, page.texts),
        may_appeal=may_appeal(found),
        form=form,
        here=page.path(f"/applications/{found.id}"),
    )


@router.get("/{application_id}/withdraw")
async def withdraw_page(page: ApplicantPage, application_id: UUID) -> Response:
    found = await page.ask(GetApplication(application_id=application_id))
    return await page.show("applications/withdraw.html", application=found)


@router.post("/{application_id}/withdraw")
async def withdraw_application(page: ApplicantPage, application_id: UUID) -> Response:
    await page.ask(WithdrawApplication(application_id=application_id))
    return page.go(page.path("/applications"), "flash.withdrawn")
