"""From the commit of a submission to the commit of its in-space notification, at 20 submissions a second."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from uuid import uuid4

import httpx
import psycopg2

from deploy.demo.client import wait_until
from deploy.native.stack import Stack
from tests.bench.figures import Figure
from tests.journeys.people import BENEFIT, SLOT, Opened, accepted_document, for_another_child
from tests.journeys.stack import RunningStack

RATE = 20
SECONDS = 15


def keep_commit_times(stack: Stack) -> None:
    """PostgreSQL remembers when each transaction committed; takes a restart of it."""
    connection = psycopg2.connect(stack.blueprint.postgres.url())
    connection.autocommit = True  # ALTER SYSTEM runs in no transaction
    connection.cursor().execute("ALTER SYSTEM SET track_commit_timestamp = on")
    connection.close()
    stack.restart("postgres")
    stack.blueprint.postgres.wait_until_ready(timeout=60)
    stack.wait_until_ready()


def measure(stack: Stack, running: RunningStack, members: list[Opened]) -> list[Figure]:
    since = time.time()
    who = [(member.token, accepted_document(member.client)) for member in members]
    asyncio.run(_submit_steadily(running.gateway, who))
    delays = _wait_for_all(stack, since)
    cuts = quantiles(delays, n=100)
    return [
        Figure(f"commit to notification at {RATE}/s, p50", cuts[49] * 1000, None, None, None, "ms, less is better"),
        Figure(f"commit to notification at {RATE}/s, p99", cuts[98] * 1000, None, None, None, "ms, less is better"),
    ]


async def _submit_steadily(gateway: str, who: list[tuple[str, str]]) -> None:
    """`who`: the token and the document of each member."""
    async with httpx.AsyncClient(base_url=f"{gateway}/api/v1", timeout=20, trust_env=False) as http:
        drafts = [await _draft(http, *who[n % len(who)]) for n in range(RATE * SECONDS)]
        submitted = []
        start = time.monotonic()
        for number, (path, headers) in enumerate(drafts):
            await asyncio.sleep(max(0.0, start + number / RATE - time.monotonic()))
            submitted.append(asyncio.create_task(http.post(f"{path}/submit", headers=_keyed(headers))))
        for response in await asyncio.gather(*submitted):
            response.raise_for_status()


async def _draft(http: httpx.AsyncClient, token: str, document_id: str) -> tuple[str, dict[str, str]]:
    headers = {"Authorization": f"Bearer {token}"}
    started = await http.post("/applications", json={"benefit_code": BENEFIT}, headers=_keyed(headers))
    path = f"/applications/{started.raise_for_status().json()['id']}"
    (await http.patch(path, json={"answers": for_another_child()}, headers=headers)).raise_for_status()
    attached = await http.put(f"{path}/documents/{SLOT}", json={"document_id": document_id}, headers=headers)
    attached.raise_for_status()
    return path, headers


def _keyed(headers: dict[str, str]) -> dict[str, str]:
    return headers | {"Idempotency-Key": str(uuid4())}


def _wait_for_all(stack: Stack, since: float) -> list[float]:
    """Seconds, one for each submission. Raises TimeoutError where some notification never came."""

    def delays() -> list[float] | None:
        committed = _commits(
            stack,
            "applications",
            "SELECT application_id::text, pg_xact_commit_timestamp(xmin) FROM timeline"
            " WHERE event = 'application_submitted' AND at > to_timestamp(%s)",
            since,
        )
        told = _commits(
            stack,
            "notifications",
            "SELECT params->>'application_id', pg_xact_commit_timestamp(xmin) FROM notifications"
            " WHERE type = 'application_submitted' AND created_at > to_timestamp(%s)",
            since,
        )
        everyone_told = len(committed) >= RATE * SECONDS and committed.keys() <= told.keys()
        return [told[one] - committed[one] for one in committed] if everyone_told else None

    return wait_until(delays, "the notification of every submission", within=60, every=0.5)


def _commits(stack: Stack, service: str, statement: str, since: float) -> dict[str, float]:
    with _superuser(stack, service) as cursor:
        cursor.execute(statement, (since,))
        return {one: at.timestamp() for one, at in cursor.fetchall()}


@contextmanager
def _superuser(stack: Stack, database: str) -> Iterator[psycopg2.extensions.cursor]:
    """Soon after the commits: once a vacuum has frozen a row, its commit time is forgotten."""
    connection = psycopg2.connect(stack.blueprint.postgres.url(database))
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
