"""The morning on which everybody signs in: 500 logins in one moment, each from a place of its own, while visitors and
people with a session go on reading."""

import asyncio
import time
from dataclasses import dataclass
from uuid import uuid4

import httpx

from deploy.native.stack import Stack

LOGINS = 500
COMES_BACK_FOR = 180.0
"""Seconds for which somebody who is told to come back does so."""
READ = ("/", "/api/v1/establishments", "/api/v1/portals", "/api/v1/me")
PAUSE = 0.1


@dataclass
class Seen:
    read: int = 0
    refused: int = 0
    """Readers that were told 503, or got no answer at all."""
    never_in: int = 0
    """Logins that nobody had tried when their time was over."""


_seen = Seen()


async def rush(stack: Stack) -> None:
    global _seen  # noqa: PLW0603  # what the check after it is asked about
    _seen = Seen()
    over = asyncio.Event()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=stack.blueprint.gateway_url, timeout=10, trust_env=False, limits=limits
    ) as http:
        readers = [asyncio.create_task(_read(http, path, over, _seen)) for path in READ]
        started = time.monotonic()
        sent_away = await asyncio.gather(*(_log_in(http, number, _seen) for number in range(LOGINS)))
        took = time.monotonic() - started
        over.set()
        await asyncio.gather(*readers)
    told = sum(1 for times in sent_away if times)
    print(
        f"    {LOGINS} logins in {took:.0f} s: {told} were told to come back, {_seen.never_in} never got in; "
        f"{_seen.refused} of {_seen.read} other requests refused",
        flush=True,
    )


async def nobody_else_was_refused(_stack: Stack) -> list[str]:
    wrong = []
    if _seen.refused:
        wrong.append(f"{_seen.refused} of {_seen.read} requests that were no logins got a 503")
    if _seen.never_in:
        wrong.append(f"{_seen.never_in} of {LOGINS} logins were never tried")
    return wrong


async def _log_in(http: httpx.AsyncClient, number: int, seen: Seen) -> int:
    """How often it was told to come back."""
    body = {"cgos_number": f"{90_000_000 + number}", "password": "not that one at all", "portal": "agent"}
    headers = {"X-Forwarded-For": f"10.{number // 250}.{number % 250}.7"}
    give_up = time.monotonic() + COMES_BACK_FOR
    times = 0
    while time.monotonic() < give_up:
        try:
            answer = await http.post("/api/v1/auth/login", json=body, headers=headers)
        except httpx.TransportError:
            wait = 2.0
        else:
            if answer.status_code == httpx.codes.UNAUTHORIZED:
                return times
            wait = float(answer.headers["retry-after"])
        times += 1
        await asyncio.sleep(wait)
    seen.never_in += 1
    return times


async def _read(http: httpx.AsyncClient, path: str, over: asyncio.Event, seen: Seen) -> None:
    """Each time with a session that the gateway has not met, so that identity is asked."""
    while not over.is_set():
        headers = {"Authorization": f"Bearer {uuid4().hex}"} if path.endswith("/me") else {}
        try:
            answer = await http.get(path, headers=headers)
            refused = answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
        except httpx.TransportError:
            refused = True
        seen.read += 1
        seen.refused += refused
        await asyncio.sleep(PAUSE)
