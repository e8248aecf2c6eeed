"""What anybody may read: help, what the law asks us to say, and where everything is."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from gateway.pages.access import PublicPage
from gateway.security.cookies import SIGN_IN_PORTALS

router = APIRouter()
ARTICLES: Final = {
    "accessibility": ("state", "tests", "limits", "contact", "appeal"),
    "legal": ("publisher", "host", "content", "links"),
    "personal_data": ("what", "why", "who", "long", "cookies", "rights"),
}
"""Their parts, in order: each a title and a text."""
HELP: Final = {
    "number": "/number-request",
    "first_login": "/first-login",
    "password": "/forgotten-password",
    "portal": "/#which",
    "application": "",
    "documents": "",
    "resists": "/accessibility",
}
"""Each question, and where it leads if anywhere."""
BEFORE_SIGNING_IN: Final = {
    "/": "nav.public",
    "/number-request": "number_request.title",
    "/first-login": "first_login.title",
    "/forgotten-password": "forgotten.title",
    "/forgotten-number": "forgotten_number.title",
    "/help": "help.title",
    "/accessibility": "accessibility.title",
    "/legal-notice": "legal.title",
    "/personal-data": "personal_data.title",
}


@router.get("/help")
async def help_and_contact(page: PublicPage) -> Response:
    return await page.show("public/help.html", questions=HELP)


@router.get("/accessibility")
async def accessibility(page: PublicPage) -> Response:
    return await _article(page, "accessibility")


@router.get("/legal-notice")
async def legal_notice(page: PublicPage) -> Response:
    return await _article(page, "legal")


@router.get("/personal-data")
async def personal_data(page: PublicPage) -> Response:
    return await _article(page, "personal_data")


@router.get("/site-map")
async def site_map(page: PublicPage) -> Response:
    members = [portal for portal in SIGN_IN_PORTALS if portal != "staff"]
    portals = {portal: page.menu.links(portal, (), "", page.texts) for portal in members}
    return await page.show("public/site_map.html", before=BEFORE_SIGNING_IN, portals=portals)


@router.get("/robots.txt")
async def robots(page: PublicPage) -> Response:
    """Everything else needs a session."""
    hidden = [f"Disallow: /{portal}" for portal in SIGN_IN_PORTALS]
    return PlainTextResponse("\n".join(["User-agent: *", *hidden, "Disallow: /api/", ""]))


async def _article(page: PublicPage, subject: str) -> Response:
    return await page.show("public/article.html", subject=subject, parts=ARTICLES[subject])
