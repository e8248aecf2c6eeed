"""Another employer: found, looked at for what it would change, then told."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.context import PageContext
from gateway.pages.forms import Form
from gateway.pages.posting import redisplay
from services.contracts.applications import ListApplications
from services.contracts.calendar import day_in_paris
from services.contracts.identity import GetMe, ListEstablishments
from services.contracts.identity.establishment_changes import (
    ChangeEstablishment,
    EstablishmentChangePreviewView,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)

router = APIRouter(prefix="/{portal:portal}/file/establishment")
ALL = 100
FIELDS = ("q", "to", "from_date")


@router.get("")
async def establishment(page: MemberPage) -> Response:
    form = Form({name: [page.request.query_params.get(name, "")] for name in FIELDS})
    return await _show(page, form)


@router.post("")
async def change_establishment(page: MemberPage) -> Response:
    form = await page.form()
    told: Mapping[str, Any] = form.given("from_date", "expected_version") | {"establishment_id": form.value("to")}
    with redisplay(form, page.language, FIELDS, at=""):
        changed = await page.ask(ChangeEstablishment.model_validate(told))
        flash = "flash.establishment_planned" if changed.state == "planned" else "flash.establishment_changed"
        return page.go(page.path("/file/establishment"), flash)
    return await _show(page, form)


async def _show(page: PageContext, form: Form) -> Response:
    q = form.value("q")
    me, places, history, applications = await asyncio.gather(
        page.ask(GetMe()),
        page.ask(ListEstablishments(q=q or None, limit=ALL)),
        page.ask(ListEstablishmentChanges()),
        page.ask(ListApplications(limit=50)),
    )
    looked_at: EstablishmentChangePreviewView | None = None
    if form.value("to"):
        with redisplay(form, page.language, FIELDS):
            given = form.given("to", "from_date")
            looked_at = await page.ask(PreviewEstablishmentChange.model_validate(given))
    today = day_in_paris(datetime.now(UTC))
    return await page.show(
        "file/establishment.html",
        form=form,
        me=me,
        q=q,
        options=[(str(each.id), f"{each.name}, {each.city}") for each in places.items if not _is(each, me)],
        looked_at=looked_at,
        history=history.items,
        planned=next((each for each in history.items if each.state == "planned"), None),
        drafts=sum(each.status == "draft" for each in applications.items),
        first_day=today - timedelta(days=90),
        last_day=today + timedelta(days=180),
        here=page.path("/file/establishment"),
    )


def _is(place: Any, me: Any) -> bool:
    return me.establishment is not None and place.id == me.establishment.id
