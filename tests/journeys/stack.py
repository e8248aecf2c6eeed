"""What a running stack says of itself."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANY = "1000000"
A_FEW_WORK_FOR_ALL = {
    "applications": {
        "OPEN_DRAFTS": MANY,
        "OPEN_DRAFTS_OF_BENEFIT": MANY,
        "DRAFTS_PER_HOUR": MANY,
        "MESSAGES_PER_HOUR": MANY,
        "MESSAGES_PER_HOUR_IN_THREAD": MANY,
    },
    "identity": {
        "NUMBER_REQUESTS_PER_SOURCE": MANY,
        "NUMBER_REQUESTS_PER_ESTABLISHMENT": MANY,
        "NUMBER_REQUESTS_PER_PERSON": MANY,
    },
}
"""Settings of a stack on which a handful of people, all from here and of one name, do the work of thousands."""


@dataclass(frozen=True)
class RunningStack:
    gateway: str
    inbox: str
    broker: str
    integrator: str
    databases: dict[str, str]
    accounts: dict[str, dict[str, str]]
    object_store: dict[str, str]
    secrets: Path

    @classmethod
    def described_in(cls, path: Path) -> "RunningStack":
        """Raises FileNotFoundError where no stack is up."""
        told: dict[str, Any] = json.loads(path.read_text())
        known = told | {"secrets": path.parent / "secrets"}
        return cls(**{name: known[name] for name in cls.__dataclass_fields__})
