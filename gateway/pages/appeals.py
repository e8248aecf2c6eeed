"""A member contests a decision: why, and with which papers."""

import asyncio
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.limits import LargeBody
from gateway.pages.access import ApplicantPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.applications import ApplicationView, GetApplication, LodgeAppeal
from services.contracts.calendar import day_in_paris
from services.contracts.documents import MAX_BYTES, ContentType, ListDocuments

router = APIRouter(prefix="/{portal:portal}/applications/{application_id}/appeal", route_class=LargeBody)
FILES = ("file/1", "file/2", "file/3")
"""Fields, each for one paper; more of them come from the documents that are there already."""


def may_appeal(application: ApplicationView) -> bool:
    until = application.appeal_until
    return until is not None and day_in_paris(datetime.now(UTC)) <= until


@router.get("")
async def appeal_page(page: ApplicantPage, application_id: UUID) -> Response:
    return await _show(page, application_id, Form())


@router.post("")
async def lodge_appeal(page: ApplicantPage, application_id: UUID) -> Response:
    form = await page.form()
    if not form.value("grounds"):
        form.errors["grounds"] = page.texts.t("appeal.grounds_missing")
        return await _show(page, application_id, form)
    papers = await _papers(page, form)
    if not form.errors:
        with redisplay(form, page.language, ("grounds", "document_ids")):
            told = {"application_id": application_id, "grounds": form.value("grounds"), "document_ids": papers}
            await page.ask(LodgeAppeal.model_validate(told), step="lodge")
            return page.go(page.path(f"/applications/{application_id}"), "flash.appeal_lodged")
    return await _show(page, application_id, form)


async def _papers(page: PageContext, form: Form) -> list[str]:
    """Those that were ticked and, last, those that came with the form: they are ticked from then on."""
    posted = await page.posted()
    for field in FILES:
        file = chosen(posted.get(field))
        if file is None:
            continue
        if wrong := unfit(file, MAX_BYTES, page.texts):
            form.errors[field] = wrong
            continue
        with redisplay(form, page.language, at=field):
            document = await upload(page, "other", file, f"{field}-")
            form.typed.setdefault("document_ids", []).append(str(document.id))
    return form.all("document_ids")


async def _show(page: PageContext, application_id: UUID, form: Form) -> Response:
    found, documents = await asyncio.gather(
        page.ask(GetApplication(application_id=application_id)), page.ask(ListDocuments(limit=100))
    )
    return await page.show(
        "applications/appeal.html",
        application=found,
        may_appeal=may_appeal(found),
        wallet=[each for each in documents.items if each.state in {"accepted", "checking"}],
        files=FILES,
        content_types=get_args(ContentType),
        max_bytes=MAX_BYTES,
        form=form,
        here=page.path(f"/applications/{application_id}/appeal"),
    )
