from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from tests.gateway.conftest import METRICS_TOKEN, bearer

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}


async def test_a_body_that_announces_too_much_is_not_read(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/auth/login", content=b" " * (1024 * 1024 + 1), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert answer.headers["connection"] == "close"


async def test_a_body_that_announces_nothing_is_counted_as_it_comes(client: httpx.AsyncClient) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 65536
            yield b" " * 65536

    answer = await client.post("/api/v1/auth/login", content=endless(), headers=JSON)
    assert answer.status_code == 413
    assert read <= 1024 * 1024 + 2 * 65536


async def test_a_body_within_the_limit_is_read(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/auth/login", content=b" " * 1024 * 1000 + b"{}", headers=JSON)
    assert answer.status_code == 422


async def test_the_gateway_is_ready_when_the_broker_is_reached(client: httpx.AsyncClient, app: FastAPI) -> None:
    assert (await client.get("/health/ready")).status_code == 200
    app.state.bus.connected = False
    assert (await client.get("/health/ready")).status_code == 503
    assert (await client.get("/health/live")).status_code == 200


async def test_metrics_are_by_route_and_never_by_address(client: httpx.AsyncClient) -> None:
    await client.get("/api/v1/benefits/a-code-that-nobody-has")
    text = (await client.get("/metrics", headers=bearer(METRICS_TOKEN))).text
    assert 'route="/api/v1/benefits/{code}"' in text
    assert "a-code-that-nobody-has" not in text
