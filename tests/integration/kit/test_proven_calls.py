"""A call counts only from who proves to have sent it, as it was sent, once."""

import json
from typing import Any
from uuid import uuid4

import pika
import pytest

from services.contracts.refusals import NotPermitted
from services.kit.proofs import PROOF
from tests.house.ledger.contracts import CountAttempt, GetBalance, PostEntry, PostInSecret
from tests.parts.broker import url_for
from tests.parts.caller import Caller, NoAnswer
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.parts.service import RunningService

pytestmark = pytest.mark.usefixtures("ledger", "counter")


@pytest.fixture
def account() -> str:
    return uuid4().hex


class TestProofs:
    """What was seen on the bus, or made up, and sent by somebody else."""

    def test_a_call_without_a_proof_is_nobodys(self, caller: Caller, account: str) -> None:
        body = {"args": [{"account": account}], "kwargs": {}}

        unproven: dict[str, Any] = {PROOF: None}
        error = caller.call_raw("ledger.get_balance", body, **unproven)["error"]

        assert error["value"] == "not-authenticated"

    @pytest.mark.parametrize(
        "nonsense",
        [{PROOF: 7}, {"nameko.actor": 7}, {"nameko.idempotency_key": ["k"]}, {PROOF: "1.offers.1.x.é"}],
        ids=str,
    )
    def test_headers_that_make_no_sense_prove_nothing(
        self, caller: Caller, account: str, nonsense: dict[str, Any]
    ) -> None:
        body = {"args": [{"account": account}], "kwargs": {}}
        seen = {PROOF: caller.proof("gateway", "ledger.get_balance", json.dumps(body).encode(), {})}

        error = caller.call_raw("ledger.get_balance", body, **(seen | nonsense))["error"]

        assert error["value"] == "not-authenticated"

    def test_a_proof_that_was_seen_is_good_for_no_other_command(self, caller: Caller, keys: Keys, account: str) -> None:
        headers = caller.headers(keys.member(), "k")
        seen = {"args": [{"account": account, "amount": 1}], "kwargs": {}}
        headers[PROOF] = caller.proof("gateway", "ledger.post_entry", json.dumps(seen).encode(), headers)
        more = {"args": [{"account": account, "amount": 1000}], "kwargs": {}}

        refused = [
            caller.call_raw("ledger.count_attempt", seen, **headers)["error"]["value"],
            caller.call_raw("ledger.post_entry", more, **headers)["error"]["value"],
        ]

        assert refused == ["not-authenticated"] * 2
        assert caller.call(GetBalance(account=account)).entries == 0

    @pytest.mark.parametrize("stranger", ["offers", "counter"])
    def test_a_process_that_the_command_does_not_name_is_refused(
        self, caller: Caller, account: str, stranger: str
    ) -> None:
        with pytest.raises(NotPermitted):
            caller.call(GetBalance(account=account), actor=f"service:{stranger}")

    @pytest.mark.parametrize("command", [PostInSecret, CountAttempt])
    def test_a_call_that_is_sent_again_changes_nothing_again(
        self, caller: Caller, keys: Keys, account: str, command: type[PostEntry]
    ) -> None:
        ends = "refused" if command is CountAttempt else "well"
        body = {"args": [command(account=account, amount=1, ends=ends).model_dump(mode="json")], "kwargs": {}}
        headers = caller.headers(keys.member(), "k")
        routing_key = f"ledger.{command.method()}"
        headers[PROOF] = caller.proof("gateway", routing_key, json.dumps(body).encode(), headers)

        first, *others = (caller.call_raw(routing_key, body, **headers) for _ in range(3))

        assert (first["error"] or {}).get("value") == (None if ends == "well" else "account-closed")
        assert [other["error"]["value"] for other in others] == ["unavailable"] * 2
        assert caller.call(GetBalance(account=account)).entries == 1

    def test_a_service_reaches_no_command_by_way_of_its_own_dead_letters(
        self, caller: Caller, house: House, account: str
    ) -> None:
        """Its account may not publish there, but the broker may, for a queue of its own."""
        url = url_for(house.rabbitmq, "offers")
        with pika.BlockingConnection(pika.URLParameters(url)) as connection:
            channel = connection.channel()
            to = {"x-dead-letter-exchange": "nameko-rpc", "x-dead-letter-routing-key": "ledger.get_balance"}
            channel.queue_declare("delay.offers.1", arguments={**to, "x-message-ttl": 1})
            channel.exchange_declare("retries.offers", "direct", durable=True)
            channel.queue_bind("delay.offers.1", "retries.offers", "x")
            properties = pika.BasicProperties(reply_to=caller.reply_to, correlation_id="smuggled")
            body = json.dumps({"args": [{"account": account}], "kwargs": {}}).encode()
            channel.basic_publish("retries.offers", "x", body, properties)

            told = caller.receive("smuggled", timeout=10)
            channel.queue_delete("delay.offers.1")

        assert told["error"]["value"] == "not-authenticated"


class TestUpgrade:
    def test_calls_of_the_version_before_are_taken_only_where_a_setting_says_so(
        self, house: House, ledger: RunningService, caller: Caller, keys: Keys, account: str
    ) -> None:
        before = Caller(house.rabbitmq.url, reply_to=str(uuid4()))
        headers = {**before.headers(keys.member(), "k"), PROOF: None}
        body = {"args": [{"account": account, "amount": 3}], "kwargs": {}}
        with pytest.raises(NoAnswer):
            before.call_raw("ledger.post_entry", body, timeout=1, **headers)

        ledger.stop()
        ledger.start(TAKES_UNPROVEN_CALLS="true", BROKER_URL=house.rabbitmq.url)
        try:
            assert before.call_raw("ledger.post_entry", body, **headers)["result"]["amount"] == 3
            assert caller.call(GetBalance(account=account)).entries == 1
        finally:
            before.close()
            ledger.stop()
            ledger.start()
