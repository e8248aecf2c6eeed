"""Machines that do not agree on what time it is."""

import asyncio
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from prometheus_client import REGISTRY

from deploy.native.packages import other_time_of_day
from gateway.bus import BrokerBus
from gateway.bus_port import CallContext
from tests.house.ledger.contracts import EntryView, PostEntry
from tests.integration.gateway.parts import call_keys
from tests.parts.broker import url_for
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for


class Deaf:
    def on_session_revoked(self, session_id: UUID, account_id: UUID) -> None: ...

    def on_banners_changed(self, account_id: UUID) -> None: ...

    def on_notification_created(self, account_id: UUID) -> None: ...

    def on_events_missed(self) -> None: ...


@pytest.fixture
def ledger_off_by(house: House, ledger_database: sa.Engine) -> Iterator[RunningService]:
    service = house.service("tests.house.ledger", url_of(ledger_database))
    yield service
    service.kill()


async def post(house: House, command: PostEntry, context: CallContext) -> EntryView:
    bus = BrokerBus(url_for(house.rabbitmq, "gateway"), Deaf(), call_keys(house.keys))
    bus.start()
    try:
        return await bus.ask(command, context)
    finally:
        await bus.close()


def test_a_service_whose_clock_is_six_seconds_ahead_serves_and_both_sides_tell(
    ledger_off_by: RunningService, house: House, keys: Keys
) -> None:
    ledger_off_by.start(ready=True, **other_time_of_day("+6s"))
    command, context = PostEntry(account=uuid4().hex, amount=5), CallContext(keys.member(), idempotency_key="k")

    entry = asyncio.run(post(house, command, context))

    assert entry.amount == 5
    told = ledger_off_by.get("/metrics")[1].partition("\nagentspace_clock_skew_seconds ")[2]
    assert float(told.partition("\n")[0]) == pytest.approx(6, abs=0.5)
    seen = REGISTRY.get_sample_value("gateway_clock_skew_seconds", {"service": "ledger"})
    assert seen == pytest.approx(-6, abs=0.5)


@pytest.mark.parametrize("offset", ["-20s", "+20s"])
def test_a_service_whose_clock_is_too_far_off_is_not_ready(ledger_off_by: RunningService, offset: str) -> None:
    ledger_off_by.start(ready=False, **other_time_of_day(offset))

    def told() -> object:
        status, body = ledger_off_by.get("/health/ready")
        return json.loads(body) if status == 503 else {}

    wait_for(lambda: told() == {"broker": "ok", "database": "ok", "clock": "fails"}, what="the clock failing")
