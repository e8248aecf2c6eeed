"""Before signing in: which portal is mine."""

from fastapi import APIRouter
from starlette.responses import Response

from gateway.pages.access import PublicPage
from services.contracts.identity import ListPortals

router = APIRouter()
MOST = 12
"""Professions that what was typed may mean."""


@router.get("/")
async def welcome(page: PublicPage, profession: str = "") -> Response:
    typed = profession.strip()[:100]
    told = await page.ask(ListPortals(profession=typed or None))
    portals = {portal.code: portal for portal in told.items}
    by_code = {one.code: portal for portal in told.items for one in portal.professions}
    return await page.show(
        "public/welcome.html",
        portals=told.items,
        profession=typed,
        found=portals.get(told.portal or "") or by_code.get(typed),
        matches=[(one, portals[one.portal]) for one in told.matches[:MOST] if one.portal in portals],
    )
