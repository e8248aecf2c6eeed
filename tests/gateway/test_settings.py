import pytest
from pydantic import ValidationError

from gateway.settings import GatewaySettings


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("BROKER_URL", "amqps://gateway:kJ8-2mQx_71vB3zR@broker/")
    monkeypatch.setenv("PUBLIC_URL", "https://space.example.org")
    monkeypatch.delenv("TRUSTED_PROXIES", raising=False)
    return monkeypatch


def test_production_does_not_start_before_its_proxies_are_named(production: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as refused:
        GatewaySettings()
    told = [error["msg"] for error in refused.value.errors()]
    assert told == ["Value error, TRUSTED_PROXIES is not set: the addresses of the proxies in front, or none"]


@pytest.mark.parametrize(
    ("told", "proxies"),
    [
        ("10.0.0.2", ["10.0.0.2"]),
        ("10.0.0.2, 2001:db8::/64", ["10.0.0.2", "2001:db8::/64"]),
        ("none", []),
        ("", []),
    ],
)
def test_that_there_is_none_can_be_said_too(production: pytest.MonkeyPatch, told: str, proxies: list[str]) -> None:
    production.setenv("TRUSTED_PROXIES", told)
    assert GatewaySettings().proxies == proxies


def test_elsewhere_this_machine_is_believed(production: pytest.MonkeyPatch) -> None:
    production.setenv("ENVIRONMENT", "demo")
    assert GatewaySettings().proxies == ["127.0.0.1"]
