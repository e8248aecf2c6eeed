"""The wallet: documents of mine, to be used again wherever the same kind is asked for."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.limits import LargeBody
from gateway.pages.access import ApplicantPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from gateway.pages.uploads import chosen, upload
from services.contracts.calendar import day_in_paris
from services.contracts.documents import (
    MAX_BYTES,
    ContentType,
    DocumentKind,
    GetDocument,
    ListDocuments,
    RemoveDocument,
)

router = APIRouter(prefix="/{portal:portal}/documents", route_class=LargeBody)
MENU = MenuItem("nav.documents", position=40)
ENDS_SOON = timedelta(days=30)
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get("")
async def documents(page: ApplicantPage, cursor: Cursor = None) -> Response:
    return await _show(page, Form(), cursor=cursor)


@router.post("")
async def create_document(page: ApplicantPage) -> Response:
    form = await page.form()
    kind = next((each for each in get_args(DocumentKind) if each == form.value("kind")), None)
    file = chosen((await page.posted()).get("file"))
    if kind is None:
        form.errors["kind"] = page.texts.t("file.choose_kind")
    if file is None:
        form.errors["file"] = page.texts.t("file.choose_file")
    if kind is None or file is None:
        return await _show(page, form)
    with redisplay(form, page.language, at="file"):
        await upload(page, kind, file)
        return page.go(page.path("/documents"), "flash.document_added")
    return await _show(page, form)


@router.get("/{document_id}/remove")
async def remove_page(page: ApplicantPage, document_id: UUID) -> Response:
    return await _ask_again(page, document_id, Form())


@router.post("/{document_id}/remove")
async def remove_document(page: ApplicantPage, document_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(RemoveDocument(document_id=document_id))
        return page.go(page.path("/documents"), "flash.document_removed")
    return await _ask_again(page, document_id, form)


async def _ask_again(page: PageContext, document_id: UUID, form: Form) -> Response:
    found = await page.ask(GetDocument(document_id=document_id))
    here = page.path(f"/documents/{document_id}/remove")
    return await page.show("documents/remove.html", document=found, form=form, here=here)


async def _show(page: PageContext, form: Form, cursor: str | None = None) -> Response:
    found = await page.ask(ListDocuments(cursor=cursor))
    return await page.show(
        "documents/list.html",
        documents=[each for each in found.items if each.state != "removed"],
        kinds=get_args(DocumentKind),
        content_types=get_args(ContentType),
        max_bytes=MAX_BYTES,
        form=form,
        ends_soon=day_in_paris(datetime.now(UTC)) + ENDS_SOON,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )
