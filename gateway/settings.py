"""What the gateway needs to be told: from the environment, or from the file that NAME_FILE names."""

from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from services.kit.settings import SettingsFromEnvironment

MEBIBYTE = 1024 * 1024


class GatewaySettings(SettingsFromEnvironment):
    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8000
    gateway_workers: int = Field(default=1, ge=1, le=64)
    public_url: str = "http://127.0.0.1:8000"
    """Where browsers find us."""
    broker_url: SecretStr = SecretStr("amqp://guest:guest@127.0.0.1:5672/")
    broker_ca_file: Path | None = None
    """Over TLS (amqps): the authorities that may vouch for the broker; the system's where none is given."""
    object_store_public_endpoint: str | None = None
    """Where browsers find the object store, if they can: pages then upload straight to it."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas."""
    json_body_limit: int = MEBIBYTE
    streams_per_person: int = Field(default=5, ge=1)
    """Notification streams in a worker: past that the newest displaces the oldest."""
    streams_per_worker: int = Field(default=5000, ge=1)
    """Of all people together; past that who has none yet is refused."""
    log_level: str = "INFO"
    log_exception_messages: bool = False
    """An exception's message may quote what a member typed: only for a developer's machine."""
    environment: Literal["demo", "production", "test"] = "production"

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def behind_tls(self) -> bool:
        return self.public_url.startswith("https://")
