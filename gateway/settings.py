"""What the gateway needs to be told: from the environment, or from the file that NAME_FILE names."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from services.kit.production import PrivateHosts, plain_broker, plain_http, weak_password, weak_secret
from services.kit.settings import BrokerSettings

MEBIBYTE = 1024 * 1024


class GatewaySettings(BrokerSettings):
    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8000
    gateway_workers: int = Field(default=1, ge=1, le=64)
    public_url: str = "http://127.0.0.1:8000"
    """Where browsers find us."""
    broker_url: str = "amqp://guest:guest@127.0.0.1:5672/"
    private_hosts: str = ""
    """Hosts on a network that is nobody else's, to which production talks without TLS, separated by commas."""
    trusted_keys_dir: Path | None = None
    """Public keys: `calls/<service>.pem`. With CALL_KEY_FILE needed by who talks to services."""
    call_key_file: Path | None = None
    """X25519, private: proves our calls to the services."""
    object_store_public_endpoint: str | None = None
    """Where browsers find the object store, if they can: pages then upload straight to it."""
    object_store_ca_file: Path | None = None
    """The authorities that may vouch for the store where services reach it over TLS; the system's without."""
    trusted_proxies: str | None = None
    """Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas; none or nothing where no
    proxy stands in front. Elsewhere than in production this machine's own, unless it is said."""
    connections_per_worker: int = Field(default=6000, ge=1)
    """Streams among them."""
    connections_per_address: int = Field(default=200, ge=1)
    """In a worker, of one address that is none of our proxies."""
    unfinished_per_address: int = Field(default=50, ge=1)
    """Requests whose body is still to come, in a worker, of one address: behind a proxy of the one that it names."""
    allowed_hosts: str = ""
    """Names beside PUBLIC_URL's by which the gateway may be called, separated by commas."""
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    """Who shows it as a bearer token reads /metrics; without it nobody does."""
    json_body_limit: int = MEBIBYTE
    streams_per_person: int = Field(default=5, ge=1)
    """Notification streams in a worker: past that the newest displaces the oldest."""
    streams_per_worker: int = Field(default=5000, ge=1)
    """Of all people together; past that who has none yet is refused."""
    log_level: str = "INFO"
    log_exception_messages: bool = False
    """An exception's message may quote what a member typed: only for a developer's machine."""
    environment: Literal["demo", "production", "test"] = "production"

    @property
    def proxies(self) -> list[str]:
        told = "127.0.0.1" if self.trusted_proxies is None else self.trusted_proxies
        named = [address.strip() for address in told.split(",")]
        return [address for address in named if address and address.lower() != "none"]

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        yield from plain_broker("BROKER_URL", self.broker_url, PrivateHosts(self.private_hosts))
        yield from weak_password("BROKER_URL", self.broker_url, needed=True)
        if not self.behind_tls:
            yield "PUBLIC_URL is no https:// address"
        if self.trusted_proxies is None:  # then all come from one address, and one guesser makes everybody wait
            yield "TRUSTED_PROXIES is not set: the addresses of the proxies in front, or none"
        yield from plain_http("OBJECT_STORE_PUBLIC_ENDPOINT", self.object_store_public_endpoint, PrivateHosts(""))
        if self.metrics_token is not None:
            yield from weak_secret("METRICS_TOKEN", self.metrics_token.get_secret_value())

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def hosts(self) -> frozenset[str]:
        """By which it may be called, without their ports."""
        others = (each.strip().lower() for each in self.allowed_hosts.split(","))
        return frozenset({urlsplit(self.public_url).hostname or "", *others} - {""})

    @property
    def behind_tls(self) -> bool:
        return self.public_url.startswith("https://")
