"""What identity needs beside what every service does."""

import os

from pydantic import Field, SecretStr

from services.kit.settings import DatabaseSettings, ServiceSettings


class SecretSettings(DatabaseSettings):
    """Shared by the service and by `create_administrator`, which needs no broker."""

    secret_seal_key: SecretStr = Field(min_length=32)
    """Temporary passwords, links and refresh tokens are derived from it, second factors closed with it."""

    argon2_memory_kib: int = Field(default=19_456, ge=8)
    argon2_passes: int = Field(default=2, ge=1)
    argon2_lanes: int = Field(default=1, ge=1)
    """OWASP's least: 19 MiB, two passes. Raised, each password is hashed anew at its next login."""


class Settings(SecretSettings, ServiceSettings):
    public_requests_per_source: int = Field(default=1000, ge=1)
    """First logins and forgotten passwords asked for from one address prefix in ten minutes: a hospital shares one."""

    passwords_at_once: int = Field(default_factory=lambda: len(os.sched_getaffinity(0)), ge=1)
    """Calls that hash a password, at once in a process: as many as there are cores to hash on, and never more than half
    of `max_workers`. Everything else that identity is asked finds the other half."""
    passwords_in_line: int = Field(default=250, ge=0)
    """Of those, how many may wait for their turn; fewer do where their deadlines would pass meanwhile."""
