"""Who of the officers has what, for those who lead: a colleague is absent, a file is given to another."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.access import LeadPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.navigation import MenuItem
from gateway.pages.paging import first_page, next_page
from gateway.pages.posting import redisplay
from services.contracts.applications import CountClaims, DeclareAbsence, ListClaims, ReassignApplication
from services.contracts.identity.officers import ListOfficers

router = APIRouter(prefix="/staff/claims")
MENU = MenuItem("nav.claims", position=37)


@router.get("")
async def claims(page: LeadPage, officer_id: Annotated[UUID | None, Query()] = None) -> Response:
    return await _show(page, Form(), officer_id)


@router.post("/{officer_id}/absence")
async def declare_absence(page: LeadPage, officer_id: UUID) -> Response:
    await page.form()
    await page.ask(DeclareAbsence(officer_id=officer_id))
    return page.go("/staff/claims", "flash.absence_declared")


@router.post("/{claim_id}/reassign")
async def reassign_claim(page: LeadPage, claim_id: UUID) -> Response:
    form = await page.form()
    whose = _id(form.value("from"))
    with redisplay(form, page.language, ("officer_id",)):
        told = {"application_id": claim_id, **form.given("officer_id")}
        await page.ask(ReassignApplication.model_validate(told))
        return page.go(f"/staff/claims?officer_id={whose}" if whose else "/staff/claims", "flash.reassigned")
    return await _show(page, form, whose)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


async def _show(page: PageContext, form: Form, officer_id: UUID | None) -> Response:
    listed = ListClaims(officer_id=officer_id or UUID(int=0), cursor=page.request.query_params.get("cursor"))
    counted, officers, held = await asyncio.gather(
        page.ask(CountClaims()), page.ask(ListOfficers(limit=100)), page.ask(listed)
    )
    return await page.show(
        "staff/claims.html",
        form=form,
        empty_form=Form(),
        claims=counted.items,
        officers=officers.items,
        names={each.id: f"{each.given_name} {each.family_name}" for each in officers.items},
        officer_id=officer_id,
        held=held.items,
        first=first_page(page),
        next=next_page(page, held.next_cursor),
    )
