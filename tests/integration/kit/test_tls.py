"""A broker that is reached over TLS only by who knows its authority and calls it by its name."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from kombu.exceptions import OperationalError

from deploy.native.parts.rabbitmq import RabbitMQ
from services.kit.events.dead_letters import list_dead
from services.kit.tls import Tls
from tests.house.counter.watching import QUEUE, Watched
from tests.house.ledger.contracts import GetBalance, PostEntry
from tests.parts.caller import Caller
from tests.parts.certificates import Authority
from tests.parts.house import House, url_of
from tests.parts.keys import Keys
from tests.parts.service import RunningService
from tests.parts.waiting import wait_for


@pytest.fixture
def over_tls(
    house: House, rabbitmq: RabbitMQ, authority: Authority, ledger_database: sa.Engine, counter_database: sa.Engine
) -> Iterator[RunningService]:
    broker = {"BROKER_URL": rabbitmq.tls_url(), "BROKER_CA_FILE": str(authority.file)}
    counter = house.service("tests.house.counter", url_of(counter_database), **broker)
    ledger = house.service("tests.house.ledger", url_of(ledger_database), **broker)
    try:
        counter.start()
        yield ledger.start()
    finally:
        ledger.kill()
        counter.kill()


@pytest.mark.usefixtures("over_tls")
def test_over_tls_a_service_is_ready_answers_and_tells_its_events(
    caller: Caller, keys: Keys, rabbitmq: RabbitMQ, authority: Authority, counter_of: Watched
) -> None:
    account = counter_of.account
    caller.call(PostEntry(account=account, amount=5), actor=keys.member(), key="k")
    assert caller.call(GetBalance(account=account)).balance == 5
    wait_for(counter_of.seen, what="the event in the other service")
    assert list_dead(rabbitmq.tls_url(), [QUEUE], Tls(authority.file)) == []


def test_a_broker_that_another_authority_vouches_for_is_not_spoken_to(
    house: House, rabbitmq: RabbitMQ, ledger_database: sa.Engine, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path / "stranger")
    service = house.service(
        "tests.house.ledger",
        url_of(ledger_database),
        BROKER_URL=rabbitmq.tls_url(),
        BROKER_CA_FILE=str(stranger.file),
    ).start(ready=False)
    try:
        wait_for(lambda: "no broker (SSLCertVerificationError)" in service.log.read_text())
        wait_for(lambda: service.get("/health/ready")[0] == 503, what="an answer")
        assert json.loads(service.get("/health/ready")[1])["broker"] == "fails"
    finally:
        service.kill()


def test_a_broker_by_another_name_is_not_spoken_to(rabbitmq: RabbitMQ, authority: Authority) -> None:
    with pytest.raises(OperationalError, match="certificate verify failed"):
        list_dead(rabbitmq.tls_url("127.0.0.1"), [QUEUE], Tls(authority.file))


def test_a_certificate_of_our_own_is_shown_to_a_broker_that_asks_for_one(
    rabbitmq: RabbitMQ, authority: Authority, tmp_path: Path
) -> None:
    """One of its authority's is taken, another is not: so it was shown."""
    assert list_dead(rabbitmq.tls_url(), [QUEUE], Tls(authority.file, *authority.sign("ledger"))) == []
    strangers = Authority(tmp_path / "stranger").sign("ledger")
    with pytest.raises((OperationalError, OSError)):
        list_dead(rabbitmq.tls_url(), [QUEUE], Tls(authority.file, *strangers))
