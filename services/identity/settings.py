"""What identity needs beside what every service does."""

import os
from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from services.identity.seal import KeyedSeal
from services.kit.settings import DatabaseSettings, ServiceSettings

_SHORTEST_KEY = 32


class SecretSettings(DatabaseSettings):
    """Shared by the service and by `create_administrator`, which needs no broker."""

    secret_seal_key: SecretStr = Field(min_length=_SHORTEST_KEY)
    """Temporary passwords, links and refresh tokens are derived from it, second factors closed with it."""
    secret_seal_key_before: SecretStr = SecretStr("")
    """Those that it replaces, one a line, the last one first: what they made is still read."""

    argon2_memory_kib: int = Field(default=19_456, ge=8)
    argon2_passes: int = Field(default=2, ge=1)
    argon2_lanes: int = Field(default=1, ge=1)
    """OWASP's least: 19 MiB, two passes. Raised, each password is hashed anew at its next login."""

    @field_validator("secret_seal_key_before")
    @classmethod
    def _as_long_as_the_present_one(cls, value: SecretStr) -> SecretStr:
        if any(len(key) < _SHORTEST_KEY for key in value.get_secret_value().splitlines()):
            raise ValueError(f"a key has at least {_SHORTEST_KEY} characters")
        return value

    def seal(self) -> KeyedSeal:
        before = self.secret_seal_key_before.get_secret_value().splitlines()
        return KeyedSeal(self.secret_seal_key.get_secret_value(), before)


class Settings(SecretSettings, ServiceSettings):
    signing_key_file: Path
    """Ed25519, private: signs who acts."""

    public_requests_per_source: int = Field(default=1000, ge=1)
    """First logins and forgotten passwords asked for from one address prefix in ten minutes: a hospital shares one."""

    number_requests_per_source: int = Field(default=1000, ge=1)
    number_requests_per_establishment: int = Field(default=1000, ge=1)
    """Numbers asked for from one address prefix, and for one establishment, in an hour."""
    number_requests_per_person: int = Field(default=50, ge=1)
    """Numbers asked for under one name and birth date in a day, whoever asks."""

    passwords_at_once: int = Field(default_factory=lambda: len(os.sched_getaffinity(0)), ge=1)
    """Calls that hash a password, at once in a process: as many as there are cores to hash on, and never more than half
    of `max_workers`. Everything else that identity is asked finds the other half."""
    passwords_in_line: int = Field(default=250, ge=0)
    """Of those, how many may wait for their turn; fewer do where their deadlines would pass meanwhile."""
