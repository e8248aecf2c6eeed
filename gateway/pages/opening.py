"""The rights of a year, opened: the papers are sent, what they say is shown, one button takes it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Final, get_args
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from gateway.language import has_text
from gateway.limits import LargeBody
from gateway.pages.access import MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.household import decimal_text
from gateway.pages.posting import redisplay
from gateway.pages.rights import step, this_year
from gateway.pages.uploads import chosen, unfit, upload
from services.contracts.documents import (
    MAX_BYTES,
    ContentType,
    DocumentKind,
    DocumentView,
    GetDocument,
    ListDocuments,
)
from services.contracts.identity import GetMe, OpenRights
from services.contracts.identity.rights import NoticeForRightsView, ReadNoticeForRights

router = APIRouter(prefix="/{portal:portal}/file/rights", route_class=LargeBody)
KINDS: Final[dict[str, DocumentKind]] = {"notice": "tax_notice", "allowances": "family_allowance_notice"}
"""Of the papers, by their names in the form."""
USELESS = frozenset({"rejected", "expired", "removed"})
FIGURES = ("reference_tax_income", "parts", "monthly_family_allowances")
Chosen = Annotated[UUID | None, Query()]


@dataclass(frozen=True)
class Sent:
    notice: DocumentView
    allowances: DocumentView | None = None

    @property
    def papers(self) -> dict[str, DocumentView]:
        return {"notice": self.notice} | ({"allowances": self.allowances} if self.allowances else {})

    @property
    def address(self) -> str:
        return "&".join(f"{name}={paper.id}" for name, paper in self.papers.items())


@router.get("")
async def rights_page(page: MemberPage, notice: Chosen = None, allowances: Chosen = None) -> Response:
    """`notice`, `allowances`: what was chosen before."""
    taken = {"reuse/notice": notice, "reuse/allowances": allowances}
    return await _papers(page, Form({name: [str(paper)] for name, paper in taken.items() if paper}))


@router.post("")
async def send_papers(page: MemberPage) -> Response:
    form = await page.form()
    posted = await page.posted()
    found: dict[str, str] = {}
    for name, kind in KINDS.items():
        field = f"file/{name}"
        file = chosen(posted.get(field))
        if file is None:
            found[name] = form.value(f"sent/{name}") or form.value(f"reuse/{name}")
        elif wrong := unfit(file, MAX_BYTES, page.texts):
            form.errors[field] = wrong
        else:
            with redisplay(form, page.language, at=field):
                found[name] = str((await upload(page, kind, file, f"{name}-")).id)
                form.typed[f"sent/{name}"] = [found[name]]
    if not found.get("notice") and "file/notice" not in form.errors:
        form.errors["file/notice"] = page.texts.t("rights.choose_notice")
    if form.errors:
        return await _papers(page, form)
    query = "&".join(f"{name}={paper}" for name, paper in found.items() if paper)
    return page.go(page.path(f"/file/rights/check?{query}"))


@router.get("/check")
async def rights_check(page: MemberPage, notice: Chosen = None, allowances: Chosen = None) -> Response:
    if notice is None:
        return await _papers(page, Form())
    return await _check(page, await _sent(page, notice, allowances), Form())


@router.post("/check")
async def open_rights(page: MemberPage) -> Response:
    form = await page.form()
    with redisplay(form, page.language, FIGURES):
        await page.ask(rights_command(form, this_year())())
        return page.go(page.path("/file/rights/result"), "flash.rights")
    try:
        notice, allowances = (UUID(form.value(name)) if form.value(name) else None for name in KINDS)
    except ValueError:
        notice = allowances = None
    if notice is None:
        return await _papers(page, form)
    return await _check(page, await _sent(page, notice, allowances), form)


def rights_command(form: Form, year: int) -> Callable[[], OpenRights]:
    fields: dict[str, Any] = {"year": year} | {
        f"{'tax_notice' if name == 'notice' else name}_document_id": form.value(name)
        for name in KINDS
        if form.value(name)
    }
    fields |= {name: decimal_text(form.value(name)) for name in FIGURES if form.value(name)}

    def command() -> OpenRights:
        if form.value("read") != "verified":
            _Typed.model_validate(fields)
        return OpenRights.model_validate(fields)

    return command


class _Typed(BaseModel):
    """What the contract lets be left out and a person does not: no part is assumed, no quotient left unknown."""

    reference_tax_income: Decimal
    parts: Decimal


async def _sent(page: PageContext, notice: UUID, allowances: UUID | None) -> Sent:
    asked = [page.ask(GetDocument(document_id=each)) for each in (notice, allowances) if each]
    return Sent(*await asyncio.gather(*asked))


async def _check(page: PageContext, sent: Sent, form: Form) -> Response:
    rejected = [name for name, paper in sent.papers.items() if paper.state in USELESS]
    for name in rejected:
        key = f"rejection.{sent.papers[name].reason}"
        known = has_text(key, page.language)
        form.errors[f"file/{name}"] = page.texts.t(key if known else "document.rejected_text")
    read: NoticeForRightsView | None = None
    waiting = [paper for paper in sent.papers.values() if paper.state not in USELESS | {"accepted"}]
    if not rejected and not waiting:
        with redisplay(form, page.language, at="file/notice"):
            read = await page.ask(ReadNoticeForRights(year=this_year(), tax_notice_document_id=sent.notice.id))
    if rejected or (read is None and not waiting):
        return await _papers(page, form)
    me = await page.ask(GetMe())
    return await page.show(
        "file/check.html", sent=sent, waiting=waiting, read=read, form=form, **step(page, me, "check")
    )


async def _papers(page: PageContext, form: Form) -> Response:
    me = await page.ask(GetMe())
    asked = (ListDocuments(kind=kind, state="accepted", limit=100) for kind in KINDS.values())
    kept = await asyncio.gather(*(page.ask(each) for each in asked))
    return await page.show(
        "file/notice.html",
        form=form,
        wallet=dict(zip(KINDS, (each.items for each in kept), strict=True)),
        kinds=KINDS,
        content_types=get_args(ContentType),
        max_bytes=MAX_BYTES,
        income_year=this_year() - 2,
        **step(page, me, "notice"),
    )
