import pytest

from services.kit.broker.urls import address_of


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("amqp://guest:guest@rabbitmq/", ("rabbitmq", 5672, False)),
        ("amqps://guest:guest@rabbitmq/", ("rabbitmq", 5671, True)),
        ("amqps://guest:p%40ss@rabbitmq:5443/agents", ("rabbitmq", 5443, True)),
    ],
)
def test_a_broker_is_on_its_own_port_or_on_that_of_its_protocol(url: str, address: tuple[str, int, bool]) -> None:
    assert address_of(url) == address
