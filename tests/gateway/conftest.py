from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.fake_bus import FakeBus

METRICS_TOKEN = "read-by-prometheus-alone"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus()


@pytest.fixture
def app(bus: FakeBus) -> FastAPI:
    settings = GatewaySettings(
        environment="test",
        public_url="http://gateway",
        allowed_hosts="127.0.0.1",  # where it is on a real socket
        metrics_token=SecretStr(METRICS_TOKEN),
        streams_per_person=2,
    )
    return create_app(settings, bus)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://gateway") as client,
    ):
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
