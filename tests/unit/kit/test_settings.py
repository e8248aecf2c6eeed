from pathlib import Path

import pytest
from pydantic import ValidationError

from services.kit.retention import INBOX_DAYS, JOURNAL_DAYS
from services.kit.settings import ServiceSettings, SettingsFromEnvironment

NEEDED = {
    "BROKER_URL": "amqps://identity:kJ8-2mQx_71vB3zR@broker/",
    "DATABASE_URL": "postgresql:///identity?host=/run/postgresql",
    "TRUSTED_KEYS_DIR": "keys",
    "CALL_KEY_FILE": "key.pem",
}


class Secretive(SettingsFromEnvironment):
    object_store_secret_key: str


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ENVIRONMENT", raising=False)
    return monkeypatch


def test_settings_come_from_the_environment(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MAX_WORKERS", "3")

    assert ServiceSettings().max_workers == 3
    assert ServiceSettings().call_key_file == Path("key.pem")


def test_a_secret_comes_from_the_file_that_a_variable_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n")
    monkeypatch.setenv("OBJECT_STORE_SECRET_KEY_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("OBJECT_STORE_SECRET_KEY", "loud")

    assert Secretive().object_store_secret_key == "hush"


def test_retry_delays_are_seconds_between_commas(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("EVENT_RETRY_DELAYS", "0.1,2,30")

    assert ServiceSettings().event_retry_delays == (0.1, 2, 30)


@pytest.mark.parametrize("days", [JOURNAL_DAYS, INBOX_DAYS - JOURNAL_DAYS])
def test_published_events_are_kept_longer_than_the_journal_and_no_longer_than_inboxes_know_them(
    environment: pytest.MonkeyPatch, days: int
) -> None:
    assert JOURNAL_DAYS < ServiceSettings().published_events_kept < INBOX_DAYS - JOURNAL_DAYS

    environment.setenv("PUBLISHED_EVENTS_KEPT", str(days))

    with pytest.raises(ValidationError, match="published_events_kept"):
        ServiceSettings()


def test_what_is_missing_is_named_and_what_is_wrong_is_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_WORKERS", "a-secret-in-the-wrong-place")
    with pytest.raises(ValidationError) as wrong:
        ServiceSettings()

    assert "broker_url" in str(wrong.value)
    assert "a-secret" not in str(wrong.value)


def test_production_is_what_it_is_unless_told_otherwise(environment: pytest.MonkeyPatch) -> None:
    assert ServiceSettings().environment == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BROKER_URL", "amqp://guest:guest@broker/"),
        ("BROKER_URL", "amqp://agentspace:demo-only-x@broker/"),
        ("DATABASE_URL", "postgresql://identity:demo-only-x@database/identity"),
    ],
)
def test_production_refuses_a_secret_of_the_demonstration(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)

    with pytest.raises(ValidationError, match=f"{name} holds a secret of the demonstration") as refused:
        ServiceSettings()
    assert value not in str(refused.value)


@pytest.mark.parametrize("name", ["CALL_KEY_FILE", "TRUSTED_KEYS_DIR"])
def test_production_refuses_the_keys_of_the_demonstration(
    environment: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    key = tmp_path / "identity.pem"
    key.write_text("demo-only-\n-----BEGIN ...")
    environment.setenv(name, str(key if name == "CALL_KEY_FILE" else tmp_path))

    with pytest.raises(ValidationError, match=name):
        ServiceSettings()


def test_the_demonstration_starts_with_its_own_secrets(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ENVIRONMENT", "demo")
    environment.setenv("BROKER_URL", "amqp://agentspace:demo-only-x@broker/")

    assert "demo-only-" in ServiceSettings().broker_url
