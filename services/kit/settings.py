"""Settings come from the environment (`DATABASE_URL`) or, as secrets do, from a file (`DATABASE_URL_FILE`)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from services.kit.production import PrivateHosts, plain_broker, plain_database, weak_password
from services.kit.retention import INBOX_DAYS, JOURNAL_DAYS
from services.kit.tls import Tls

KNOWN_SECRETS = ("demo-only-", "guest:guest@")
"""What is in each secret that the one-machine stack draws, and RabbitMQ's own account: never for production."""


class _NamedFiles(PydanticBaseSettingsSource):
    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        file = os.environ.get(f"{field_name.upper()}_FILE")
        return (Path(file).read_text().strip() if file else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


class SettingsFromEnvironment(BaseSettings):
    """Names without a prefix. A file wins over the variable of the same name."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(  # the signature is pydantic's
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, _NamedFiles(settings_cls), env_settings

    @model_validator(mode="after")
    def _refuse_in_production(self) -> Self:
        if getattr(self, "environment", None) == "production":
            for name in type(self).model_fields:
                if any(known in text for known in KNOWN_SECRETS for text in _texts(getattr(self, name))):
                    raise ValueError(f"{name.upper()} holds a secret of the demonstration: give production its own")
            if refused := list(self.refused_in_production()):
                raise ValueError("; ".join(refused))
        return self

    def refused_in_production(self) -> Iterator[str]:
        """A line for each thing, which begins with the setting's name and quotes no secret."""
        yield from ()


def complaints(error: ValidationError) -> str:
    """What is wrong with the settings, a line each, for whoever starts the process."""
    told = []
    for each in error.errors():
        place = ".".join(str(part) for part in each["loc"]).upper()
        complaint = each["msg"].removeprefix("Value error, ")
        told += [f"{place}: {complaint}"] if place else complaint.split("; ")
    return "\n".join(f"settings: {line}" for line in told)


def _texts(value: object) -> Iterator[str]:
    """The value, or what the files hold that it leads to."""
    if isinstance(value, Path):
        files = value.glob("*.pem") if value.is_dir() else [value] if value.is_file() else []
        yield from (file.read_text(errors="replace") for file in files)
    else:
        yield value.get_secret_value() if isinstance(value, SecretStr) else str(value)


class DatabaseSettings(SettingsFromEnvironment):
    database_url: str
    """Over TLS: `?sslmode=verify-full&sslrootcert=/path/of/ca.pem`, as libpq has it."""


class BrokerSettings(SettingsFromEnvironment):
    broker_url: str
    broker_ca_file: Path | None = None
    """Over TLS (amqps): the authorities that may vouch for the broker; the system's where none is given."""
    broker_cert_file: Path | None = None
    """Ours, for a broker that asks for one."""
    broker_key_file: Path | None = None

    @property
    def broker_tls(self) -> Tls:
        return Tls(self.broker_ca_file, self.broker_cert_file, self.broker_key_file)


class ServiceSettings(DatabaseSettings, BrokerSettings):
    """What each service needs. `services.<name>.settings.Settings` adds what is its own."""

    environment: Literal["demo", "production", "test"] = "production"
    log_level: str = "INFO"
    log_exception_messages: bool = False
    """An exception's message may quote what a member typed: only for a developer's machine."""

    private_hosts: str = ""
    """Hosts on a network that is nobody else's (a Docker bridge), separated by commas: production sends to them, and to
    this machine, without TLS; to no other."""

    broker_heartbeat: int = 10
    """Seconds; a broker that hangs is noticed after twice that."""
    broker_clustered: bool = False
    """True makes the queue of calls a quorum queue, which survives the loss of a node."""
    integrators_vhost: str = "integrators"
    """The virtual host on the same broker where integrators hear the public part of our events."""
    event_retry_delays: Annotated[tuple[float, ...], NoDecode] = (0.5, 1, 2, 5, 10)
    """Seconds before the second, third, ... try. The last one is also how often a part that is down is asked again."""
    published_events_kept: int = Field(default=14, gt=JOURNAL_DAYS, lt=INBOX_DAYS - JOURNAL_DAYS)
    """Days; for so long `services.kit.events.republish` can publish them again."""

    max_workers: int = Field(default=10, ge=1)
    """Calls and events at once in a process; the database pool is as large."""
    statement_timeout: float = 10
    """Seconds that one SQL statement may take."""
    work_timeout: float = 30
    """Seconds that a call without a deadline, an event or a timer may take."""
    stop_timeout: float = 20
    """Seconds between SIGTERM and giving up on what still runs."""

    trusted_keys_dir: Path
    """Public keys: `<issuer>.pem` of who signs assertions, `calls/<process>.pem` of who sends calls."""
    call_key_file: Path
    """X25519, private: proves our calls to others, and theirs to us."""
    takes_unproven_calls: bool = False
    """Only while the version before runs beside this one: its calls carry no proof of who sent them, and secrets in
    clear. Whoever can publish to the bus can then repeat what was sent to another service."""

    operations_host: str = "127.0.0.1"
    operations_port: int = Field(default=0, ge=0, le=65535)
    """Health and metrics; 0 takes any free port and logs which."""

    @property
    def plain_to(self) -> PrivateHosts:
        return PrivateHosts(self.private_hosts)

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        yield from plain_broker("BROKER_URL", self.broker_url, self.plain_to)
        yield from weak_password("BROKER_URL", self.broker_url, needed=True)
        yield from plain_database("DATABASE_URL", self.database_url, self.plain_to)
        yield from weak_password("DATABASE_URL", self.database_url, needed=False)

    @field_validator("event_retry_delays", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) else value
