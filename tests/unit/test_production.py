"""What production does not start with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.settings import GatewaySettings
from services.documents.settings import Settings as Documents
from services.kit.settings import SettingsFromEnvironment, complaints
from services.notifications.settings import Settings as Notifications

ROOT = Path(__file__).parents[2]
PASSWORD = "kJ8-2mQx_71vB3zR"
OF_THE_BROKER = f"amqps://agentspace:{PASSWORD}@broker.example/"
OF_THE_DATABASE = f"postgresql://agentspace:{PASSWORD}@db.example/documents"
SOUND = {
    "BROKER_URL": OF_THE_BROKER,
    "DATABASE_URL": f"{OF_THE_DATABASE}?sslmode=verify-full&sslrootcert=/run/ca.pem",
    "TRUSTED_KEYS_DIR": "keys",
    "CALL_KEY_FILE": "key.pem",
    "PUBLIC_URL": "https://space.example",
    "TRUSTED_PROXIES": "10.0.0.1",
    "OBJECT_STORE_ENDPOINT": "https://store.example",
    "OBJECT_STORE_PUBLIC_ENDPOINT": "https://files.example",
    "OBJECT_STORE_ACCESS_KEY": "documents",
    "OBJECT_STORE_SECRET_KEY": PASSWORD,
    "CLAMD_ADDRESS": "/run/clamav/clamd.ctl",
    "SMTP_HOST": "relay.example",
    "SMTP_STARTTLS": "true",
    "MAIL_FROM": "nobody@space.example",
    "METRICS_TOKEN": PASSWORD,
}
EVERY = (GatewaySettings, Documents, Notifications)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("ENVIRONMENT", raising=False)
    for name, value in SOUND.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("kind", EVERY)
def test_it_starts_where_everything_is_over_tls_with_passwords_that_nobody_guesses(
    environment: pytest.MonkeyPatch, kind: type[SettingsFromEnvironment]
) -> None:
    assert kind()


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (GatewaySettings, "PUBLIC_URL", "http://space.example"),
        (Notifications, "PUBLIC_URL", "http://space.example"),
        *((kind, "BROKER_URL", OF_THE_BROKER.replace("amqps", "amqp")) for kind in EVERY),
        *((kind, "BROKER_URL", "amqps://broker.example/") for kind in EVERY),
        *((kind, "BROKER_URL", f"amqps://agentspace:{weak}@broker.example/") for kind in EVERY for weak in (
            "short-9fK2_x", "aaaaaaaaaaaaaaaaaaaaaaaa", "agentspace-2026-xK", "password")),
        (Documents, "DATABASE_URL", OF_THE_DATABASE),
        (Documents, "DATABASE_URL", f"{OF_THE_DATABASE}?sslmode=require"),
        (Documents, "DATABASE_URL", f"{OF_THE_DATABASE}?sslmode=verify-ca"),
        (Documents, "DATABASE_URL", "postgresql:///documents?host=db.example"),
        (Documents, "DATABASE_URL", f"postgresql://agentspace:{PASSWORD}@127.0.0.1,db.example/documents"),
        (Documents, "DATABASE_URL", "postgresql://agentspace:short@127.0.0.1/documents"),
        (Documents, "OBJECT_STORE_ENDPOINT", "http://store.example"),
        (Documents, "OBJECT_STORE_ENDPOINT", "store.example:9000"),
        (Documents, "OBJECT_STORE_PUBLIC_ENDPOINT", "http://files.example"),
        (GatewaySettings, "OBJECT_STORE_PUBLIC_ENDPOINT", "http://files.example"),
        (Documents, "OBJECT_STORE_SECRET_KEY", "minioadmin"),
        (Documents, "CLAMD_ADDRESS", "clamd.example:3310"),
        (Notifications, "SMTP_HOST", "inbox"),
        (Notifications, "SMTP_STARTTLS", "false"),
        (GatewaySettings, "METRICS_TOKEN", "a" * 24),
    ],
)  # fmt: skip
def test_it_does_not_start_and_says_in_a_line_which_setting_is_why(
    environment: pytest.MonkeyPatch, kind: type[SettingsFromEnvironment], name: str, value: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        kind()
    (line,) = complaints(refused.value).splitlines()
    assert line.startswith("settings: SMTP_HOST " if name == "SMTP_STARTTLS" else f"settings: {name} ")
    assert PASSWORD not in line


def test_production_trusts_no_authority_that_signs_specimens_and_no_folder_that_is_not_there(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment.setenv("PAPER_TRUST_DIR", str(tmp_path))
    (tmp_path / "FR05-0001.pem").touch()
    assert Documents()
    for name in ("ZZ01-0001.pem", "FR00-0001.pem"):
        file = tmp_path / name
        file.touch()
        with pytest.raises(ValidationError) as refused:
            Documents()
        assert (
            complaints(refused.value) == f"settings: PAPER_TRUST_DIR holds {name}, of an authority that signs specimens"
        )
        file.unlink()
    environment.setenv("PAPER_TRUST_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(ValidationError) as missing:
        Documents()
    assert complaints(missing.value).startswith("settings: PAPER_TRUST_DIR: ")


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (Documents, {"BROKER_URL": f"amqp://agentspace:{PASSWORD}@127.0.0.1:5672/"}),
        (Documents, {"DATABASE_URL": "postgresql:///documents?host=/run/postgresql"}),
        (Documents, {"DATABASE_URL": f"postgresql://agentspace:{PASSWORD}@[::1]:5432/documents"}),
        (Documents, {"OBJECT_STORE_ENDPOINT": "http://localhost:9000", "CLAMD_ADDRESS": "localhost:3310"}),
        (Documents, {"OBJECT_STORE_ENDPOINT": "http://store:9000", "PRIVATE_HOSTS": "broker, store"}),
        (Documents, {"CLAMD_ADDRESS": "clamd:3310", "PRIVATE_HOSTS": "clamd"}),
        (GatewaySettings, {"BROKER_URL": f"amqp://gateway:{PASSWORD}@rabbitmq/", "PRIVATE_HOSTS": "rabbitmq"}),
        (Notifications, {"SMTP_HOST": "127.0.0.1", "SMTP_STARTTLS": "false"}),
        (Notifications, {"SMTP_STARTTLS": "false", "SMTP_IMPLICIT_TLS": "true"}),
    ],
)
def test_without_tls_it_talks_to_this_machine_and_to_hosts_that_are_named_as_private(
    environment: pytest.MonkeyPatch, kind: type[SettingsFromEnvironment], changed: dict[str, str]
) -> None:
    for name, value in changed.items():
        environment.setenv(name, value)
    assert kind()


@pytest.mark.parametrize("kind", EVERY)
def test_a_demonstration_starts_without_any_of_it(
    environment: pytest.MonkeyPatch, kind: type[SettingsFromEnvironment]
) -> None:
    plain = {"ENVIRONMENT": "demo", "PUBLIC_URL": "http://127.0.0.1:8000", "SMTP_HOST": "inbox"}
    for name, value in {**plain, "BROKER_URL": "amqp://guest:guest@broker/"}.items():
        environment.setenv(name, value)
    assert kind()


def test_a_mail_server_is_asked_for_tls_in_one_way(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SMTP_IMPLICIT_TLS", "true")
    with pytest.raises(ValidationError, match="SMTP_STARTTLS and SMTP_IMPLICIT_TLS"):
        Notifications()


@pytest.mark.parametrize("module", [["gateway"], ["services.kit.process.run", "notifications"]])
def test_a_process_says_all_of_it_and_no_more(module: list[str]) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **SOUND, "PUBLIC_URL": "http://space.example"}
    environment["BROKER_URL"] = "amqp://agentspace:short@broker.example/"
    command = [sys.executable, "-m", *module]
    ended = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert sorted(ended.stderr.splitlines()) == [
        "settings: BROKER_URL has a weak password: 16 characters at random are the least",
        "settings: BROKER_URL is no amqps:// address, and broker.example is another host",
        "settings: PUBLIC_URL is no https:// address",
    ]
