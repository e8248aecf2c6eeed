import re
from collections.abc import AsyncIterator
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.contracts.actor import Role
from tests.browser.furnished import furnish
from tests.gateway.fake_bus import FakeBus


class Reader:
    """A browser without scripts: keeps cookies, reads the forms of the page it is on, posts them."""

    def __init__(self, client: httpx.AsyncClient, bus: FakeBus) -> None:
        self.client = client
        self.bus = bus
        self.page = httpx.Response(200)

    def sign_in(self, *roles: Role, portal: str = "agent", **more: Any) -> str:
        token = self.bus.sign_in(*(roles or (Role.MEMBER,)), portal=portal, **more)
        self.client.cookies.set(f"__Host-{portal}", token, domain="gateway.local", path="/")
        return token

    async def go(self, path: str) -> httpx.Response:
        self.page = await self.client.get(path)
        return self.page

    def fields(self, action: str) -> dict[str, str]:
        """The hidden fields of the form of this page that posts there."""
        form = re.search(
            rf'<form method="post" action="{re.escape(action)}"[^>]*>(.*?)</form>', self.page.text, re.DOTALL
        )
        assert form, f"no form posts to {action}"
        parser = _Fields()
        parser.feed(form[1])
        return parser.found

    async def send(self, action: str, **typed: str | list[str]) -> httpx.Response:
        data = self.fields(action) | {name.replace("__", "/"): value for name, value in typed.items()}
        self.page = await self.client.post(action, data=data)
        return self.page

    async def follow(self) -> httpx.Response:
        assert self.page.status_code == 303, self.page.text
        return await self.go(self.page.headers["location"])

    @property
    def text(self) -> str:
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page.text)))


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("type") == "hidden":
            self.found[told["name"] or ""] = told.get("value") or ""


@pytest.fixture
def bus() -> FakeBus:
    return furnish(FakeBus())


@pytest.fixture
async def reader(app: FastAPI, bus: FakeBus) -> AsyncIterator[Reader]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Accept": "text/html", "Accept-Language": "fr"}
    async with (
        app.router.lifespan_context(app),
        # https: the cookies are Secure, and httpx minds that.
        httpx.AsyncClient(transport=transport, base_url="https://gateway", headers=headers) as client,
    ):
        yield Reader(client, bus)
