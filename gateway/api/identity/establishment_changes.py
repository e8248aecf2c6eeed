"""Another employer: what it would change, and the change."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from gateway.api.conventions import Body, ExpectedVersion, Paged, Sent
from gateway.api.sections import section
from gateway.security import Caller, asking
from services.contracts.base import Page
from services.contracts.identity.establishment_changes import (
    ChangeEstablishment,
    EstablishmentChangePreviewView,
    EstablishmentChangeView,
    ListEstablishmentChanges,
    PreviewEstablishmentChange,
)

router = section("me", "/me")


class EstablishmentChangeBody(Body):
    establishment_id: UUID
    from_date: date


@router.get("/establishment-change")
async def preview_establishment_change(
    caller: Annotated[Caller, asking(PreviewEstablishmentChange)],
    to: Annotated[UUID, Query(description="The other establishment's id.")],
    from_date: Annotated[date | None, Query(description="Absent: today, in Paris.")] = None,
) -> EstablishmentChangePreviewView:
    """What the change would change; nothing changes yet."""
    return await caller.ask(PreviewEstablishmentChange(to=to, from_date=from_date))


@router.post("/establishment-change", status_code=201)
async def change_establishment(
    body: Sent[EstablishmentChangeBody],
    caller: Annotated[Caller, asking(ChangeEstablishment)],
    version: ExpectedVersion,
) -> EstablishmentChangeView:
    """At once where the day is today or past, at most 90 days back; else on that day, at most 180 days ahead.
    `If-Match` takes the ETag of `GET /me`."""
    return await caller.ask(ChangeEstablishment(**dict(body), expected_version=version))


@router.get("/establishment-changes")
async def list_establishment_changes(
    caller: Annotated[Caller, asking(ListEstablishmentChanges)], paging: Paged
) -> Page[EstablishmentChangeView]:
    """What was told, made or planned; the last one first."""
    return await caller.ask(ListEstablishmentChanges(**paging.of()))
