"""Everything that happened to my file, and what of it also comes by e-mail."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.access import MemberPage
from gateway.pages.paging import first_page, next_page
from services.contracts.notifications import GetPreferences, ListNotifications, MarkNotificationRead, PutPreferences

router = APIRouter(prefix="/{portal:portal}/notifications")


@router.get("")
async def notifications(page: MemberPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found, preferences = await asyncio.gather(page.ask(ListNotifications(cursor=cursor)), page.ask(GetPreferences()))
    return await page.show(
        "notifications/list.html",
        notifications=found.items,
        preferences=preferences,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


@router.post("/preferences")
async def put_preferences(page: MemberPage) -> Response:
    form = await page.form()
    wanted: dict[Any, bool] = {topic: topic in form.all("email") for topic in form.all("topic")}
    await page.ask(PutPreferences(email=wanted))
    return page.go(page.path("/notifications"), "flash.preferences")


@router.post("/{notification_id}")
async def mark_notification_read(page: MemberPage, notification_id: UUID) -> Response:
    """Read, and on to what it tells of."""
    read = await page.ask(MarkNotificationRead(notification_id=notification_id))
    inside = read.link and read.link.startswith(page.path("/"))
    return page.go(read.link if inside and read.link else page.path("/notifications"))
