"""What docker-compose.yml says, read for the tests."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deploy.native.programs import ROOT


@cache
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return read


def secret_targets(service: dict[str, Any]) -> set[str]:
    named = (secret if isinstance(secret, dict) else {"source": secret} for secret in service.get("secrets", ()))
    return {str(secret.get("target", secret["source"])) for secret in named}


def mounted(service: dict[str, Any]) -> list[Path]:
    """Of this tree."""
    sources = (volume.split(":")[0] for volume in service.get("volumes", ()))
    return [Path(source) for source in sources if source.startswith("./")]
