"""What documents needs beside what every service does."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import DirectoryPath, Field, SecretStr

from services.documents.papers.trust import is_of_a_test_authority
from services.kit.production import PrivateHosts, host_of, plain_http, weak_secret
from services.kit.settings import ServiceSettings


class ObjectStoreSettings(ServiceSettings):
    object_store_endpoint: str
    """`http://host:port` as services see it."""
    object_store_public_endpoint: str | None = None
    """The same store as members' browsers see it; what presigned uploads name."""
    object_store_ca_file: Path | None = None
    """Over TLS (https): the authorities that may vouch for the store; the system's where none is given."""
    object_store_access_key: str
    object_store_secret_key: SecretStr
    object_store_bucket: str = "documents"
    object_store_region: str = "us-east-1"
    object_store_connect_seconds: float = Field(default=1.0, gt=0)
    object_store_read_seconds: float = Field(default=2.0, gt=0)
    """For a short answer, which a caller waits for."""
    object_store_transfer_seconds: float = Field(default=20.0, gt=0)
    """For the bytes of one document, which nobody waits for."""

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        yield from plain_http("OBJECT_STORE_ENDPOINT", self.object_store_endpoint, self.plain_to)
        yield from plain_http("OBJECT_STORE_PUBLIC_ENDPOINT", self.object_store_public_endpoint, PrivateHosts(""))
        secret = self.object_store_secret_key.get_secret_value()
        yield from weak_secret("OBJECT_STORE_SECRET_KEY", secret, self.object_store_access_key)


class CheckSettings(ServiceSettings):
    clamd_address: str
    """`host:port` or the path of a unix socket. clamd speaks no TLS: from another host it is reached through a tunnel
    (stunnel) that ends on this one."""
    clamd_seconds: float = Field(default=6.0, gt=0)
    """Longer than its own MaxScanTime (deploy/): it then says itself that a file costs too much."""
    checks_at_once: int = Field(default=4, ge=1)
    """In this process, at most one of each member."""
    inspection_seconds: float = Field(default=6.0, gt=0)
    inspection_memory: int = Field(default=768 * 1024 * 1024, gt=0)
    spool_dir: Path | None = None
    """Where a document lies while it is checked; the system's temporary folder if not set."""

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        if not self.clamd_address.startswith("/") and (host := host_of(self.clamd_address)) not in self.plain_to:
            yield f"CLAMD_ADDRESS is {host}, another host, and clamd speaks no TLS: a unix socket or a tunnel is needed"


class PageSettings(ServiceSettings):
    """Of the pages that are drawn for officers."""

    pages_at_once: int = Field(default=2, ge=1)
    """In this process."""
    pages_in_line: int = Field(default=20, ge=0)
    page_seconds: float = Field(default=3.0, gt=0)
    """Of CPU, for one."""


class PaperSettings(ServiceSettings):
    """Of the signed codes that papers bear."""

    paper_trust_dir: DirectoryPath | None = None
    """Certificates of those who sign papers, `<authority>-<certificate>.pem`, looked up each time: one that is revoked
    is taken away. Without it no signature is known."""
    paper_seconds: float = Field(default=3.0, gt=0)
    """Of CPU, for looking for the code of one paper; one that is not found in it is not read."""

    def refused_in_production(self) -> Iterator[str]:
        yield from super().refused_in_production()
        names = [file.name for file in self.paper_trust_dir.iterdir()] if self.paper_trust_dir else []
        for name in sorted(filter(is_of_a_test_authority, names)):
            yield f"PAPER_TRUST_DIR holds {name}, of an authority that signs specimens"


class Settings(ObjectStoreSettings, CheckSettings, PageSettings, PaperSettings):
    pass
