"""What is refused, as a page that says what to do next."""

import json
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateway.bus import CallContext
from gateway.language import accepted_language
from gateway.pages.access import StepFirst
from gateway.pages.context import PageContext
from gateway.pages.forms import NOT_ANSWERS, is_secret
from gateway.problems import problem, when_to_return
from gateway.security import Caller, CrossSiteRequest, csrf_token
from gateway.security.cookies import LANGUAGE_COOKIE, SIGN_IN_PORTALS, cookie_token
from gateway.security.csrf import visitor_secret
from services.contracts.language import FALLBACK, known_language
from services.contracts.refusals import Invalid, NotAuthenticated, NotFound, Refusal

MOST_KEPT = 200_000
"""Characters of answers that are carried through a sign-in."""


async def problem_page(request: Request, refusal: Refusal) -> Response:
    try:
        return await _answer(request, refusal)
    finally:
        await request.close()  # the files that came with a form


async def _answer(request: Request, refusal: Refusal) -> Response:
    portal = portal_of(request)
    if type(refusal) is Invalid and request.method == "GET":
        refusal = NotFound()  # nobody typed this into a form: an address that is cut short, or made up
    if isinstance(refusal, StepFirst):
        return RedirectResponse(f"/{portal}/{refusal.facts['step']}", 303)
    page = _context(request)
    if portal and (isinstance(refusal, NotAuthenticated) or _too_old(request, refusal)):
        kept = await _kept(request)
        return await page.show(
            "sign_in/sign_in.html",
            401,
            portal=portal,
            next=_address(request),
            kept=kept,
            other_portals=[each for each in SIGN_IN_PORTALS if each != portal and cookie_token(request, each)],
            ended=request.method == "POST",
        )
    document = problem(refusal, page.language)
    response = await page.show("problem.html", refusal.status, problem=document, portal=portal)
    response.headers.update(when_to_return(refusal))
    return response


def portal_of(request: Request) -> str:
    """Whose pages these are; empty for the public ones and for what is not a page."""
    first = request.url.path.split("/")[1]
    if first == "api":  # a document opened from a page
        first = request.query_params.get("portal", "")
    return first if first in SIGN_IN_PORTALS else ""


def _too_old(request: Request, refusal: Refusal) -> bool:
    """Our own form, sent after its session had gone: the answers are worth keeping. Another site's are not."""
    return (
        isinstance(refusal, CrossSiteRequest)
        and urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
        and not cookie_token(request, portal_of(request))  # type: ignore[arg-type]  # one of SIGN_IN_PORTALS: the caller asked
    )


async def _kept(request: Request) -> str:
    if request.method != "POST":
        return ""
    try:
        posted = await request.form()
    except HTTPException:  # more than is read of somebody who is not signed in: files
        return ""
    answers = [
        (name, value)
        for name, value in posted.multi_items()
        if isinstance(value, str) and name not in NOT_ANSWERS and not is_secret(name)
    ]
    kept = json.dumps(answers, ensure_ascii=False)
    return kept if len(kept) <= MOST_KEPT else ""


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _context(request: Request) -> PageContext:
    """The caller where we know them, else a visitor."""
    caller: Any = getattr(request.state, "caller", None)
    if isinstance(caller, Caller):
        return PageContext(request, caller)
    language = known_language(request.cookies.get(LANGUAGE_COOKIE)) or accepted_language(request) or FALLBACK
    context = CallContext(language=language)
    return PageContext(request, Caller(request.app.state.bus, context, csrf_token=csrf_token(visitor_secret(request))))
