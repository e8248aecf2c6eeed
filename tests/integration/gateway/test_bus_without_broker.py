"""The bus client while its broker is stopped, killed, or hangs."""

import asyncio
import time

import pika
import pytest

from deploy.native.parts.rabbitmq import RabbitMQ
from gateway.bus import BrokerBus, CallContext
from services.contracts.refusals import Unavailable
from tests.integration.echo.contracts import Repeat
from tests.integration.gateway.parts import Ear, until

pytestmark = pytest.mark.anyio

CALL = CallContext()


def declare_a_service_that_never_answers(broker: RabbitMQ) -> None:
    with pika.BlockingConnection(pika.URLParameters(broker.url)) as connection:
        channel = connection.channel()
        channel.queue_declare("rpc-echo", durable=True)
        channel.queue_bind("rpc-echo", "nameko-rpc", "echo.*")


async def test_calls_under_way_fail_the_moment_the_broker_is_killed_and_the_bus_comes_back(
    frail_bus: BrokerBus, own_broker: RabbitMQ, ear: Ear
) -> None:
    declare_a_service_that_never_answers(own_broker)
    calls = [asyncio.create_task(frail_bus.ask(Repeat(text="x"), CALL)) for _ in range(20)]
    await until(lambda: frail_bus._replies.waiting == 20, "all under way")
    missed = ear.missed
    killed = time.monotonic()
    await asyncio.to_thread(own_broker.kill)
    failures = await asyncio.gather(*calls, return_exceptions=True)
    assert time.monotonic() - killed < 1.5
    assert all(isinstance(failure, Unavailable) for failure in failures)
    assert not frail_bus.connected
    assert ear.missed > missed

    await asyncio.to_thread(own_broker.start)
    await until(lambda: frail_bus.connected, "connected again", seconds=5)


async def test_without_a_broker_a_call_waits_a_little_and_is_unavailable(
    frail_bus: BrokerBus, own_broker: RabbitMQ
) -> None:
    await asyncio.to_thread(own_broker.kill)
    await until(lambda: not frail_bus.connected, "disconnected")
    started = time.monotonic()
    with pytest.raises(Unavailable) as refused:
        await frail_bus.ask(Repeat(text="x"), CALL)
    assert time.monotonic() - started < 3
    assert refused.value.facts == {"retry_after": 2}


async def test_a_broker_that_hangs_costs_a_call_its_deadline_and_no_more(
    frail_bus: BrokerBus, own_broker: RabbitMQ
) -> None:
    declare_a_service_that_never_answers(own_broker)
    own_broker.pause()
    try:
        started = time.monotonic()
        with pytest.raises(Unavailable):
            await frail_bus.ask(Repeat(text="x"), CALL)
        assert time.monotonic() - started < 5
    finally:
        own_broker.resume()


async def test_a_broker_that_takes_nothing_more_counts_as_down(frail_bus: BrokerBus, own_broker: RabbitMQ) -> None:
    await asyncio.to_thread(own_broker.ctl, "set_vm_memory_high_watermark", "0.00001")
    call = asyncio.create_task(frail_bus.ask(Repeat(text="x"), CALL))
    with pytest.raises(Unavailable):
        await call
    await until(lambda: not frail_bus.connected, "blocked")
    await asyncio.to_thread(own_broker.ctl, "set_vm_memory_high_watermark", "0.4")
    await until(lambda: frail_bus.connected, "unblocked")
