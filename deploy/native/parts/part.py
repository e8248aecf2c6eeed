"""What the small parts have in common with RabbitMQ's and PostgreSQL's: a directory, a port, a command that stays in
the foreground for a supervisor; start, stop and kill for those who have none."""

import os
import signal
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from deploy.native.parts.ports import wait_until_answers
from deploy.native.parts.processes import end, read_pid, start_detached


class Part(ABC):
    name: ClassVar[str]
    greeting: ClassVar[bytes] = b""
    """What makes it answer at least one byte once it serves; empty: that it listens is enough."""

    def __init__(self, directory: Path, port: int) -> None:
        self.directory = directory
        self.port = port

    @abstractmethod
    def prepare(self) -> None:
        """Writes what the part needs before it starts. Harmless when repeated."""

    @abstractmethod
    def command(self) -> list[str]: ...

    def environment(self) -> dict[str, str]:
        """Beside that of the caller."""
        return {}

    @property
    def pid(self) -> int | None:
        """Of what `start` started."""
        return read_pid(self.directory / "pid")

    def start(self, *, timeout: float = 30) -> None:
        """Detached; returns when it answers. Harmless where it runs already."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self.prepare()
        if self.pid is None:
            pid = start_detached(
                self.command(), env={**os.environ, **self.environment()}, log=self.directory / "output.log"
            )
            (self.directory / "pid").write_text(str(pid))
        self.wait_until_ready(timeout=timeout)

    def wait_until_ready(self, *, timeout: float = 30) -> None:
        """Raises TimeoutError."""
        wait_until_answers(self.port, timeout=timeout, say=self.greeting, hear=1 if self.greeting else 0)

    def stop(self, *, timeout: float = 30) -> None:
        end(self.pid, signal.SIGTERM, timeout=timeout)

    def kill(self) -> None:
        end(self.pid, signal.SIGKILL, timeout=10)
