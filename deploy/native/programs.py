"""A program as the supervisor runs it."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.native.parts.users import as_user

ROOT = Path(__file__).resolve().parents[2]
MARK = "AGENTSPACE_STACK"
"""In the environment of every process of a stack: its directory. Tells ours from everybody else's."""


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    starts_with_supervisor: bool = False
    """The parts do; the services wait for them and for the migrations."""
    user: int | None = None
    """Who runs it; None: whoever runs the supervisor."""
    reaches: tuple[Path, ...] = ()
    """Where it must come, beside the programs it is made of."""
    sources: frozenset[str] = frozenset()
    """What of the tree it runs, where it is ours: files and folders."""

    def script(self, mark: str) -> str:
        """A script, because values with quotes, commas or percent signs survive no supervisor's configuration, and
        because secrets belong in a file that only its owner reads."""
        settings = {MARK: mark, "PYTHONUNBUFFERED": "1", **self.environment}
        if self.user is not None:
            settings["HOME"] = settings.get("HOME", "/nonexistent")
        exports = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in sorted(settings.items()))
        command = as_user(self.user, self.command, ROOT, Path(sys.executable), *self.reaches)
        return f"#!/bin/sh\numask 077\ncd {shlex.quote(str(ROOT))}\n{exports}\nexec {shlex.join(command)}\n"


def python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]
