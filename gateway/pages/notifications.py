"""Everything that happened to my file, and what of it also comes by e-mail."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.doors import MemberVisit
from gateway.pages.paging import first_page, next_page
from services.contracts.notifications import GetPreferences, ListNotifications, MarkNotificationRead, PutPreferences

router = APIRouter(prefix="/{portal:portal}/notifications")


@router.get("")
async def notifications(visit: MemberVisit, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found, preferences = await asyncio.gather(visit.ask(ListNotifications(cursor=cursor)), visit.ask(GetPreferences()))
    return await visit.show(
        "notifications/list.html",
        notifications=found.items,
        preferences=preferences,
        first=first_page(visit),
        next=next_page(visit, found.next_cursor),
    )


@router.post("/preferences")
async def put_preferences(visit: MemberVisit) -> Response:
    form = await visit.form()
    wanted: dict[Any, bool] = {topic: topic in form.all("email") for topic in form.all("topic")}
    await visit.ask(PutPreferences(email=wanted))
    return visit.go(visit.path("/notifications"), "flash.preferences")


@router.post("/{notification_id}")
async def mark_notification_read(visit: MemberVisit, notification_id: UUID) -> Response:
    """Read, and on to what it tells of."""
    read = await visit.ask(MarkNotificationRead(notification_id=notification_id))
    inside = read.link and read.link.startswith(visit.path("/"))
    return visit.go(read.link if inside and read.link else visit.path("/notifications"))
