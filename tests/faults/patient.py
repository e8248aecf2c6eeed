"""A client as it should be: the same idempotency key until there is an answer, a new session where one ended."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx

SignIn = Callable[[httpx.AsyncClient], Awaitable[str]]
"""Gives an access token."""
PATIENCE = 120.0
"""Seconds. Longer than any outage of the trial; past it the call counts as never served."""


class GaveUp(Exception):
    pass


class Unexpected(Exception):
    """An answer that no fault excuses."""


class PatientClient:
    def __init__(self, gateway: str, sign_in: SignIn) -> None:
        self._http = httpx.AsyncClient(base_url=f"{gateway}/api/v1", timeout=10, trust_env=False)
        self._sign_in = sign_in
        self._token = ""
        self._signing_in = asyncio.Lock()
        self.refused = 0
        """Answers that asked to come back later, and connections that broke."""

    async def close(self) -> None:
        await self._http.aclose()

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer, None where it is empty. Raises GaveUp, Unexpected."""
        headers = {"Idempotency-Key": str(uuid4())} if method == "POST" else {}
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            token = self._token or await self._renew("")
            response = await self._try(method, path, body, headers | {"Authorization": f"Bearer {token}"})
            if response is None or response.status_code in {429, 502, 503, 504}:
                self.refused += 1
                await asyncio.sleep(0.3)
            elif response.status_code == 401:
                await self._renew(token)
            elif response.is_success:
                return response.json() if response.content else None
            else:
                raise Unexpected(f"{method} {path}: {response.status_code} {response.text[:300]}")
        raise GaveUp(f"{method} {path}")

    async def _try(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx.Response | None:
        try:
            sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
            return await self._http.request(method, path, headers=headers, **sent)
        except httpx.TransportError:
            return None

    async def _renew(self, ended: str) -> str:
        async with self._signing_in:
            if self._token == ended:
                self._token = await self._sign_in(self._http)
            return self._token


async def persistently(attempt: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """The first answer that is neither a broken connection nor "later"."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            response = await attempt()
        except httpx.TransportError:
            await asyncio.sleep(0.3)
            continue
        if response.status_code not in {429, 502, 503, 504}:
            return response
        await asyncio.sleep(0.5)
    raise GaveUp("signing in")
