"""One request of a page: who it is, what was posted, and how to answer it."""

import asyncio
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.compression import compresses
from gateway.pages.flash import clear_flash, leave_flash, read_flash
from gateway.pages.forms import Form
from gateway.pages.navigation import Link, Menu
from gateway.pages.rendering import render
from gateway.pages.texts import Texts
from gateway.security import Caller
from gateway.security.cookies import LANGUAGE_COOKIE, VISITOR_COOKIE, set_cookie
from gateway.security.csrf import SAFE_METHODS
from services.contracts.actor import Role
from services.contracts.base import Command, Language, Query, ReplyT_co
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from services.contracts.identity.waiting import shown as as_shown
from services.contracts.language import LANGUAGES, known_language
from services.contracts.notifications import CountUnread
from services.contracts.refusals import Refusal, Unavailable

A_YEAR = 365 * 24 * 3600


class Waiting(NamedTuple):
    """What waits for the reader, as the masthead shows it."""

    unread: int = 0
    """A member's notifications."""
    of_staff: StaffWaitingView | None = None


class PageContext:
    def __init__(self, request: Request, caller: Caller) -> None:
        self.chosen_language = known_language(request.query_params.get("lang"))
        self.request = request
        self.caller = caller.speaking(self.chosen_language) if self.chosen_language else caller
        self.texts = Texts(self.caller.language)
        self.kept_key: tuple[str, str] | None = None
        self._counting: asyncio.Task[Waiting] | None = None

    @property
    def language(self) -> Language:
        return self.caller.language

    @property
    def portal(self) -> str:
        """The session's; for a visitor the one of the address, if any."""
        if self.caller.session is not None:
            return self.caller.session.portal
        params = self.request.path_params
        return str(params.get("portal", ""))

    @property
    def menu(self) -> Menu:
        menu: Menu = self.request.app.state.menu
        return menu

    def path(self, rest: str = "") -> str:
        return f"/{self.portal}{rest}"

    async def posted(self) -> FormData:
        return await self.request.form()

    async def form(self) -> Form:
        return Form.of(await self.posted())

    async def key(self) -> str:
        """The idempotency key that the form carries; a form without one is refused nothing, it is merely sent once."""
        sent = (await self.posted()).get("idempotency_key")
        try:
            return str(UUID(sent if isinstance(sent, str) else ""))
        except ValueError:
            return ""

    async def ask(
        self, request: Command[ReplyT_co] | Query[ReplyT_co], *, step: str = "", within: float | None = None
    ) -> ReplyT_co:
        """`step` tells apart the several commands that one form leads to."""
        self._require_post(request)
        key = None
        if isinstance(request, Command) and self.request.method == "POST":
            sent = await self.key()
            key = f"{sent}{step}" if sent else None
        try:
            return await self.caller.ask(request, key=key, within=within)
        except Unavailable:
            self.kept_key = (self.request.url.path, (await self.key()) if key else "")
            raise

    async def try_ask(self, request: Command[ReplyT_co] | Query[ReplyT_co], *, within: float) -> ReplyT_co | None:
        """What a page is not held up for, nor lost for."""
        self._require_post(request)
        try:
            return await self.caller.ask(request, within=within)
        except Refusal:
            return None

    def begin(self) -> None:
        """What the masthead shows is asked for while the page asks for its own."""
        if self.request.method == "GET":
            self._counting = asyncio.create_task(self._waiting())

    def end(self) -> None:
        if self._counting is not None:
            self._counting.cancel()

    def _require_post(self, request: Command[Any] | Query[Any]) -> None:
        """Whatever opens a page by itself (a preview, a scanner of mail, somebody else's link) changes nothing."""
        if isinstance(request, Command) and self.request.method in SAFE_METHODS:
            raise TypeError(f"{request.method()} is asked by a {self.request.method}")

    async def show(self, template: str, status: int | None = None, /, **context: Any) -> HTMLResponse:
        """`status`: where it is not what follows from the form that is shown.
        `here`: the page's own address, where it is not the one that was posted to."""
        form = context.setdefault("form", Form())
        flash = read_flash(self.request)
        session = self.caller.session
        waiting = await (self._counting or self._waiting())
        shown: dict[str, Any] = {
            "portal": self.portal,
            "person": session.display_name if session else "",
            "survivor": session is not None and Role.SURVIVOR in session.roles,
            "cgos_number": session.cgos_number if session else None,
            "banners": session.banners if session and not session.must_change_password else [],
            "navigation": self._links(waiting),
            "other_languages": self._other_languages(context.pop("here", self.request.url.path)),
            "csrf_token": self.caller.csrf_token,
            "styles_nonce": self._styles_nonce(),
            "kept_key": self.kept_key if self.kept_key and self.kept_key[1] else None,
            "flashes": [(self.texts.t(flash[0]), flash[1])] if flash else [],
            "unread": waiting.unread,
            "answers": session is not None and session.portal == "staff" and Role.OFFICER in session.roles,
            "to_answer": as_shown(waiting.of_staff.messages) if waiting.of_staff else "",
        }
        response = HTMLResponse(render(template, self.language, shown | context), status or form.status, form.headers)
        if flash:
            clear_flash(response)
        if self.chosen_language:
            set_cookie(response, LANGUAGE_COOKIE, self.chosen_language, A_YEAR)
        return response

    def fragment(self, template: str, /, **context: Any) -> str:
        """A part of a page, for a script that puts it in its place."""
        return render(template, self.language, {"portal": self.portal, "csrf_token": self.caller.csrf_token} | context)

    def go(self, path: str, flash: str = "", tone: str = "success") -> Response:
        """After a POST: 303, and what to say there."""
        response = RedirectResponse(path, 303)
        if flash:
            leave_flash(response, flash, tone)
        return response

    def _styles_nonce(self) -> str:
        """Whoever has no cookie of ours has no file of ours either. Their page brings its styles with it, for on a slow
        network another request is half a second; the sheet comes after it, for the pages that follow."""
        first = VISITOR_COOKIE not in self.request.cookies and compresses(self.request)
        return str(self.request.state.csp_nonce) if first else ""

    def _links(self, waiting: Waiting) -> list[Link]:
        session = self.caller.session
        if session is None:
            return []
        return self.menu.links(self.portal, session.roles, self.request.url.path, self.texts, waiting.of_staff)

    def _other_languages(self, here: str) -> list[tuple[str, str]]:
        """Each with the address of this page in it."""
        query = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        others = (language for language in LANGUAGES if language != self.language)
        return [(language, f"{here}?{urlencode([*query, ('lang', language)])}") for language in others]

    async def _waiting(self) -> Waiting:
        """One question at most."""
        session = self.caller.session
        if session is None or session.must_change_password:
            return Waiting()
        if session.portal != "staff":
            counted = await self.try_ask(CountUnread(), within=0.5)
            return Waiting(unread=counted.unread if counted else 0)
        if session.must_enrol_totp or GetStaffWaiting.callers.isdisjoint(session.roles):
            return Waiting()
        return Waiting(of_staff=await self.try_ask(GetStaffWaiting(), within=0.5))
