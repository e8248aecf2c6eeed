"""The bus client against a real RabbitMQ and a plain nameko service."""

import asyncio
import json
import time
from uuid import uuid4

import pika
import pytest

from deploy.native.parts.rabbitmq import RabbitMQ
from gateway.bus import BrokerBus, CallContext
from services.contracts.actor import ANYBODY
from services.contracts.base import Done, Query
from services.contracts.refusals import Internal, Invalid, Unavailable
from tests.integration.echo.contracts import Dawdle, EchoRefused, Explode, Fill, Lie, Refuse, Repeat, Vanish, Write
from tests.integration.gateway.parts import Ear, Echo, until

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("echo")]

CALL = CallContext(assertion="header.claims.signature", language="en", idempotency_key="mine", traceparent="00-a-b-01")


class AskNobody(Query[Done]):
    """No service has the name of this folder, so no broker ever had its queue."""

    callers = ANYBODY


async def test_a_query_is_answered_by_a_plain_nameko_service(bus: BrokerBus) -> None:
    assert (await bus.ask(Repeat(text="été"), CALL)).text == "été"


async def test_the_context_travels_in_namekos_own_headers(bus: BrokerBus) -> None:
    headers = (await bus.ask(Write(text=""), CALL)).headers
    deadline, timeout = headers.pop("deadline"), headers.pop("timeout")
    assert headers.pop("proof").startswith("1.gateway.")
    assert headers == {
        "actor": "header.claims.signature",
        "language": "en",
        "idempotency_key": "mine",
        "traceparent": "00-a-b-01",
    }
    assert 0 < deadline - time.time() * 1000 <= timeout <= CALL.timeout * 1000


async def test_a_query_carries_no_idempotency_key_and_a_command_always_one(bus: BrokerBus) -> None:
    assert "idempotency_key" not in (await bus.ask(Repeat(text=""), CALL)).headers
    assert (await bus.ask(Write(text=""), CallContext())).headers["idempotency_key"]


async def test_answers_find_their_questions_whatever_the_order(bus: BrokerBus) -> None:
    slow = asyncio.create_task(bus.ask(Dawdle(seconds=0.3), CALL))
    texts = [str(number) for number in range(100)]
    answers = await asyncio.gather(*(bus.ask(Repeat(text=text), CALL) for text in texts))
    assert [answer.text for answer in answers] == texts
    assert (await slow).text == "at last"


async def test_a_refusal_arrives_as_its_class_with_its_facts(bus: BrokerBus) -> None:
    with pytest.raises(EchoRefused) as refused:
        await bus.ask(Refuse(), CALL)
    assert (refused.value.detail, refused.value.facts) == ("Not today.", {"day": "monday"})


async def test_any_other_exception_is_internal_and_says_nothing(bus: BrokerBus) -> None:
    with pytest.raises(Internal) as raised:
        await bus.ask(Explode(), CALL)
    assert "secret" not in str(raised.value.to_wire())


async def test_an_answer_that_is_not_what_was_promised_is_internal(bus: BrokerBus) -> None:
    with pytest.raises(Internal):
        await bus.ask(Lie(), CALL)


async def test_a_method_that_the_running_version_does_not_have_is_unavailable(bus: BrokerBus) -> None:
    with pytest.raises(Unavailable):
        await bus.ask(Vanish(), CALL)


async def test_a_service_that_was_never_there_is_unavailable_at_once(bus: BrokerBus) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable):
        await bus.ask(AskNobody(), CALL)
    assert time.monotonic() - started < 1


async def test_a_service_that_does_not_answer_in_time_is_unavailable(bus: BrokerBus) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable):
        await bus.ask(Dawdle(seconds=3), CALL.within(0.2))
    assert time.monotonic() - started < 1


async def test_a_call_that_nobody_waits_for_any_more_never_runs(bus: BrokerBus, rabbitmq: RabbitMQ, echo: Echo) -> None:
    echo.kill()
    with pytest.raises(Unavailable):
        await bus.ask(Repeat(text="too late"), CALL.within(0.2))
    await until(lambda: waiting_calls(rabbitmq) == 0, "the call expired")
    echo.start()


def waiting_calls(rabbitmq: RabbitMQ) -> int:
    with pika.BlockingConnection(pika.URLParameters(rabbitmq.url)) as connection:
        declared = connection.channel().queue_declare("rpc-echo", passive=True)
        return int(declared.method.message_count)


@pytest.mark.parametrize("text", ["nul \x00", "\ud800 alone"])
async def test_text_that_no_database_takes_never_leaves(bus: BrokerBus, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        await bus.ask(Fill.model_construct(answers={"a/b": [{"c": text}]}), CALL)
    assert [error.pointer for error in refused.value.errors] == ["/answers/a~1b/0/c"]


async def test_the_two_letters_of_an_escaped_nul_are_only_text(bus: BrokerBus) -> None:
    assert (await bus.ask(Repeat(text="\\u0000"), CALL)).text == "\\u0000"


async def test_answers_that_are_nested_without_end_are_refused(bus: BrokerBus) -> None:
    deep: dict[str, object] = {}
    for _ in range(5000):
        deep = {"a": deep}
    with pytest.raises(Invalid):
        await bus.ask(Fill.model_construct(answers=deep), CALL)


async def test_events_are_heard_once_their_exchanges_are_there(bus: BrokerBus, ear: Ear, rabbitmq: RabbitMQ) -> None:
    session, account = uuid4(), uuid4()
    with pika.BlockingConnection(pika.URLParameters(rabbitmq.url)) as connection:
        channel = connection.channel()
        for service in ("identity", "notifications"):
            channel.exchange_declare(f"{service}.events", "topic", durable=True)
        await until(lambda: bus.hears_events, "hears events")
        revoked = {"session_id": str(session), "account_id": str(account)}
        created = {"notification_id": str(uuid4()), "account_id": str(account)}
        for exchange, key, data in (
            ("identity.events", "session_revoked", {"session_id": "nonsense"}),
            ("identity.events", "session_revoked", revoked),
            ("notifications.events", "notification_created", created),
        ):
            channel.basic_publish(exchange, key, json.dumps({"specversion": "1.0", "data": data}).encode())
    await until(lambda: ear.revoked == [session] and ear.notified == [account], "both heard")
    assert ear.missed > 0
