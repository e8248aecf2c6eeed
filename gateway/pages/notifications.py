"""Everything that happened to my file, and what of it also comes by e-mail."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from gateway.pages.access import ApplicantPage, MemberPage
from gateway.pages.context import PageContext
from gateway.pages.paging import first_page, next_page
from services.contracts.actor import Role
from services.contracts.applications import ListApplications
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MarkApplicationNotificationsRead,
    MarkNotificationRead,
    MarkNotificationsRead,
    PreferencesView,
    PutPreferences,
)

router = APIRouter(prefix="/{portal:portal}/notifications")


@router.get("")
async def notifications(page: ApplicantPage, cursor: Annotated[str | None, Query(max_length=500)] = None) -> Response:
    found, preferences, applications = await asyncio.gather(
        page.ask(ListNotifications(cursor=cursor)),
        _preferences(page),
        page.try_ask(ListApplications(limit=100), within=1.0),
    )
    return await page.show(
        "notifications/list.html",
        notifications=found.items,
        benefits={each.id: each.benefit_name for each in applications.items} if applications else {},
        newest=found.items[0].id if found.items and not cursor else None,
        preferences=preferences,
        first=first_page(page),
        next=next_page(page, found.next_cursor),
    )


async def _preferences(page: PageContext) -> PreferencesView | None:
    """A survivor's few mails come all."""
    return await page.ask(GetPreferences()) if page.caller.has(Role.MEMBER) else None


async def told_of(page: PageContext, application_id: UUID) -> int:
    """How much was told of an application and is not read yet."""
    counted = await page.try_ask(CountUnread(application_id=application_id), within=0.5)
    return counted.unread if counted else 0


@router.post("/preferences")
async def put_preferences(page: MemberPage) -> Response:
    form = await page.form()
    wanted: dict[Any, bool] = {topic: topic in form.all("email") for topic in form.all("topic")}
    await page.ask(PutPreferences(email=wanted))
    return page.go(page.path("/notifications"), "flash.preferences")


@router.post("/read/{newest_id}")
async def mark_notifications_read(page: ApplicantPage, newest_id: UUID) -> Response:
    await page.ask(MarkNotificationsRead(newest_id=newest_id))
    return page.go(page.path("/notifications"), "flash.notifications_read")


@router.post("/about/{application_id}")
async def mark_application_notifications_read(page: ApplicantPage, application_id: UUID) -> Response:
    """For browsers without scripts: with them the page itself says so."""
    await page.ask(MarkApplicationNotificationsRead(application_id=application_id))
    return page.go(page.path(f"/applications/{application_id}"))


@router.post("/{notification_id}")
async def mark_notification_read(page: ApplicantPage, notification_id: UUID) -> Response:
    """Read, and on to what it tells of."""
    read = await page.ask(MarkNotificationRead(notification_id=notification_id))
    inside = read.link and read.link.startswith(page.path("/"))
    return page.go(read.link if inside and read.link else page.path("/notifications"))
