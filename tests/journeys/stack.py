"""What a running stack says of itself."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class RunningStack:
    gateway: str
    inbox: str
    broker: str
    databases: dict[str, str]
    accounts: dict[str, dict[str, str]]
    object_store: dict[str, str]

    @classmethod
    def described_in(cls, path: Path) -> "RunningStack":
        """Raises FileNotFoundError where no stack is up."""
        told: dict[str, Any] = json.loads(path.read_text())
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})
