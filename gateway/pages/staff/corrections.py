"""Corrections of members' files: an officer looks at the proof, and accepts or refuses."""

import asyncio
from typing import get_args
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import OfficerPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from gateway.pages.professions import professions_by_portal
from gateway.pages.staff.papers import SHOWN_IN_THE_FRAME
from gateway.problems import problem
from services.contracts.documents import PageImageView, PreviewDocument
from services.contracts.identity import ListPortals
from services.contracts.identity.corrections import (
    AcceptCorrection,
    CorrectionState,
    GetAskedCorrection,
    ListAskedCorrections,
    RefuseCorrection,
)

router = APIRouter(prefix="/staff/corrections")
MENU = MenuItem("nav.corrections", position=22, waiting=("corrections",))
WIDTH = 900
"""Of the proof's picture, in pixels."""


@router.get("")
async def asked_corrections(page: OfficerPage) -> Response:
    wanted = page.request.query_params.get("state", "asked")
    shown: CorrectionState | None = next((each for each in get_args(CorrectionState) if each == wanted), None)
    query = ListAskedCorrections.model_validate({"state": shown, "cursor": page.request.query_params.get("cursor")})
    found, told = await asyncio.gather(page.ask(query), page.ask(ListPortals()))
    return await page.show(
        "staff/corrections.html",
        corrections=found.items,
        professions=professions_by_portal(told),
        states=[*get_args(CorrectionState), "all"],
        chosen=shown or "all",
        first=first_page(page),
        next=next_page(page, found.next_cursor),
        here="/staff/corrections",
    )


@router.get("/{correction_id}")
async def asked_correction(page: OfficerPage, correction_id: UUID, leaf: int = 1) -> Response:
    return await _show(page, correction_id, Form(), leaf)


@router.post("/{correction_id}/accept")
async def accept_correction(page: OfficerPage, correction_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language, at=""):
        await page.ask(AcceptCorrection(correction_id=correction_id))
        return page.go("/staff/corrections", "flash.correction_accepted")
    return await _show(page, correction_id, form)


@router.post("/{correction_id}/refuse")
async def refuse_correction(page: OfficerPage, correction_id: UUID) -> Response:
    form = await page.form()
    with redisplay(form, page.language, ("reason",)):
        await page.ask(
            RefuseCorrection.model_validate({"correction_id": correction_id, "reason": form.value("reason")})
        )
        return page.go("/staff/corrections", "flash.correction_refused")
    return await _show(page, correction_id, form)


async def _show(page: PageContext, correction_id: UUID, form: Form, leaf: int = 1) -> Response:
    correction, told = await asyncio.gather(
        page.ask(GetAskedCorrection(correction_id=correction_id)), page.ask(ListPortals())
    )
    picture: PageImageView | None = None
    unseen = ""
    try:
        picture = await page.ask(
            PreviewDocument.model_validate(
                {
                    "document_id": correction.document_id,
                    "application_id": correction.id,
                    "page": min(max(leaf, 1), 1000),
                    "width": WIDTH,
                }
            )
        )
    except SHOWN_IN_THE_FRAME as refusal:  # the page is there to refuse what cannot be shown, too
        unseen = problem(refusal, page.language)["detail"]
    return await page.show(
        "staff/correction.html",
        form=form,
        correction=correction,
        professions=professions_by_portal(told),
        picture=picture,
        unseen=unseen,
        here=f"/staff/corrections/{correction_id}",
    )
