"""The gateway has no database to compare its clock with: the services that answer it tell theirs."""

import time

import httpx
import pytest

from gateway.bus.clock import ClockComparison
from tests.gateway.fake_bus import FakeBus

pytestmark = pytest.mark.anyio


def answered_by(clock: ClockComparison, **seconds_ahead: float) -> ClockComparison:
    for service, seconds in seconds_ahead.items():
        sent = time.time()
        clock.note(service, sent, int((sent + seconds) * 1000))
    return clock


async def test_one_service_with_another_time_is_its_own_trouble() -> None:
    assert answered_by(ClockComparison(), identity=-60, documents=0, offers=0).fits


async def test_most_services_with_another_time_are_ours() -> None:
    assert not answered_by(ClockComparison(), identity=-60, documents=-60, offers=0).fits


async def test_a_clock_that_was_set_right_fits_as_soon_as_the_services_say_so() -> None:
    clock = answered_by(ClockComparison(), identity=60)
    assert not clock.fits
    assert answered_by(clock, identity=0).fits


async def test_a_service_of_the_version_before_tells_nothing() -> None:
    clock = ClockComparison()
    clock.note("identity", time.time(), None)
    assert clock.fits


async def test_a_gateway_with_another_time_than_the_services_is_not_ready(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    assert (await client.get("/health/ready")).status_code == 200
    bus.clock_fits = False
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["clock"]) == (503, False)
