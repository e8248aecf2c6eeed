"""One request of a page: who it is, what was posted, and how to answer it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gateway.pages.flash import clear_flash, leave_flash, read_flash
from gateway.pages.forms import Form
from gateway.pages.navigation import Menu
from gateway.pages.rendering import render
from gateway.pages.texts import Texts
from gateway.security import Caller
from services.contracts.base import Command, Language, Query, ReplyT_co
from services.contracts.language import LANGUAGES, known_language
from services.contracts.notifications import CountUnread
from services.contracts.refusals import Refusal, Unavailable

LANGUAGE_COOKIE = "language"
A_YEAR = 365 * 24 * 3600


class PageContext:
    def __init__(self, request: Request, caller: Caller) -> None:
        self.chosen_language = known_language(request.query_params.get("lang"))
        self.request = request
        self.caller = caller.speaking(self.chosen_language) if self.chosen_language else caller
        self.texts = Texts(self.caller.language)
        self.kept_key: tuple[str, str] | None = None

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
        try:
            return await self.caller.ask(request, within=within)
        except Refusal:
            return None

    async def show(self, template: str, status: int | None = None, /, **context: Any) -> HTMLResponse:
        """`status`: where it is not what follows from the form that is shown.
        `here`: the page's own address, where it is not the one that was posted to."""
        form = context.setdefault("form", Form())
        flash = read_flash(self.request)
        session = self.caller.session
        shown: dict[str, Any] = {
            "portal": self.portal,
            "person": session.display_name if session else "",
            "navigation": self._links(),
            "other_languages": self._other_languages(context.pop("here", self.request.url.path)),
            "csrf_token": self.caller.csrf_token,
            "kept_key": self.kept_key if self.kept_key and self.kept_key[1] else None,
            "flashes": [(self.texts.t(flash[0]), flash[1])] if flash else [],
            "unread": await self._unread(),
        }
        response = HTMLResponse(render(template, self.language, shown | context), status or form.status, form.headers)
        if flash:
            clear_flash(response)
        if self.chosen_language:
            response.set_cookie(LANGUAGE_COOKIE, self.chosen_language, A_YEAR, samesite="lax", secure=True)
        return response

    def go(self, path: str, flash: str = "", tone: str = "success") -> Response:
        """After a POST: 303, and what to say there."""
        response = RedirectResponse(path, 303)
        if flash:
            leave_flash(response, flash, tone)
        return response

    def _links(self) -> list[tuple[str, str, str]]:
        session = self.caller.session
        return self.menu.links(self.portal, session.roles, self.request.url.path, self.texts) if session else []

    def _other_languages(self, here: str) -> list[tuple[str, str]]:
        """Each with the address of this page in it."""
        query = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        others = (language for language in LANGUAGES if language != self.language)
        return [(language, f"{here}?{urlencode([*query, ('lang', language)])}") for language in others]

    async def _unread(self) -> int:
        """How many notifications wait."""
        session = self.caller.session
        if session is None or session.portal == "staff" or session.must_change_password:
            return 0
        counted = await self.try_ask(CountUnread(), within=0.5)
        return counted.unread if counted else 0
