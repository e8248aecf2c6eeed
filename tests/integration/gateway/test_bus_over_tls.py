from pathlib import Path

import pytest

from deploy.native.parts.rabbitmq import RabbitMQ
from gateway.bus import BrokerBus
from services.kit.tls import Tls
from tests.integration.gateway.parts import Ear, call_keys, until
from tests.parts.certificates import Authority
from tests.parts.keys import Keys

pytestmark = pytest.mark.anyio


async def test_over_tls_the_bus_connects_to_a_broker_whose_authority_is_known(
    rabbitmq: RabbitMQ, authority: Authority, keys: Keys, ear: Ear
) -> None:
    bus = BrokerBus(rabbitmq.tls_url(), ear, call_keys(keys), tls=Tls(authority.file))
    bus.start()
    try:
        await until(lambda: bus.connected, "connected")
    finally:
        await bus.close()


@pytest.mark.parametrize(("host", "known"), [("localhost", False), ("127.0.0.1", True)])
async def test_a_broker_with_another_authority_or_name_is_not_spoken_to(
    rabbitmq: RabbitMQ,
    authority: Authority,
    keys: Keys,
    ear: Ear,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    host: str,
    known: bool,
) -> None:
    trusted = authority if known else Authority(tmp_path / "stranger")
    bus = BrokerBus(rabbitmq.tls_url(host), ear, call_keys(keys), tls=Tls(trusted.file))
    bus.start()
    try:
        await until(lambda: "CERTIFICATE_VERIFY_FAILED" in caplog.text, "refused")
        assert not bus.connected
    finally:
        await bus.close()
