import sys

import httpx
import pytest
from pydantic import ValidationError

from gateway.bus_port import PATIENCE, CallContext
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.base import Page
from services.contracts.identity import IdentifySession, ListSessions
from tests.gateway.conftest import bearer
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("identity_took", "left"), [(0.0, PATIENCE), (3.0, PATIENCE - 3), (60.0, 0.5)])
async def test_identity_and_the_service_share_one_patience(
    client: httpx.AsyncClient, bus: FakeBus, monkeypatch: pytest.MonkeyPatch, identity_took: float, left: float
) -> None:
    clock = iter([0.0, identity_took])
    monkeypatch.setattr(sys.modules["gateway.security.access"], "monotonic", lambda: next(clock))
    bus.answers[ListSessions] = Page(items=[])
    await client.get("/api/v1/auth/sessions", headers=bearer(bus.sign_in(Role.MEMBER)))
    assert bus.last(ListSessions)[1].timeout == pytest.approx(left)


async def test_probes_are_answered_while_identity_is_down_whatever_they_carry(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    answer = await client.get("/health/live", headers=bearer("a" * 32))
    assert answer.status_code == 200
    assert bus.count(IdentifySession) == 0


def test_less_time_is_less_time() -> None:
    assert CallContext().within(1.0).timeout == 1.0


def test_production_does_not_start_with_the_brokers_own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("BROKER_URL", "amqp://guest:guest@broker/")
    with pytest.raises(ValidationError, match="BROKER_URL holds a secret of the demonstration"):
        GatewaySettings()
