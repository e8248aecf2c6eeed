"""What documents needs beside what every service does."""

from pathlib import Path

from pydantic import Field, SecretStr

from services.kit.settings import ServiceSettings


class ObjectStoreSettings(ServiceSettings):
    object_store_endpoint: str
    """`http://host:port` as services see it."""
    object_store_public_endpoint: str | None = None
    """The same store as members' browsers see it; what presigned uploads name."""
    object_store_access_key: str
    object_store_secret_key: SecretStr
    object_store_bucket: str = "documents"
    object_store_region: str = "us-east-1"
    object_store_connect_seconds: float = Field(default=1.0, gt=0)
    object_store_read_seconds: float = Field(default=2.0, gt=0)
    """For a short answer, which a caller waits for."""
    object_store_transfer_seconds: float = Field(default=20.0, gt=0)
    """For the bytes of one document, which nobody waits for."""


class CheckSettings(ServiceSettings):
    clamd_address: str
    """`host:port` or the path of a unix socket."""
    clamd_seconds: float = Field(default=20.0, gt=0)
    checks_at_once: int = Field(default=2, ge=1)
    """Further ones wait in their queue, so that calls always find a free worker."""
    inspection_seconds: float = Field(default=15.0, gt=0)
    inspection_memory: int = Field(default=768 * 1024 * 1024, gt=0)
    spool_dir: Path | None = None
    """Where a document lies while it is checked; the system's temporary folder if not set."""


class Settings(ObjectStoreSettings, CheckSettings):
    pass
