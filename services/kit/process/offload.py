"""Work that would hold up every greenlet of a process: in a thread, or in a process of its own with limits."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from eventlet import tpool
from eventlet.green import subprocess
from eventlet.timeout import Timeout

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_thread(work: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
    """For what lets go of the interpreter lock (argon2, zlib): the loop turns meanwhile."""
    return tpool.execute(work, *args, **kwargs)  # type: ignore[no-any-return]  # eventlet has no types


def within(seconds: float, late: Exception) -> AbstractContextManager[object]:
    """Raises `late` where what is done in it takes longer, whatever it waits for."""
    return Timeout(seconds, late)  # type: ignore[no-any-return]  # eventlet has no types


@dataclass(frozen=True, slots=True)
class Limits:
    cpu_seconds: int = 10
    memory_bytes: int = 512 * 1024 * 1024
    seconds: float = 20
    """By the clock, however little it computes."""
    output_bytes: int = 64 * 1024 * 1024
    """The largest file it may write."""


class OverLimit(Exception):
    """It was killed for taking too much time, CPU or memory, or it crashed; `reason` says which, as far as is known."""

    def __init__(self, reason: str, *, signal: int = 0) -> None:
        """`signal`: the one that ended it, 0 where none did."""
        super().__init__(reason)
        self.reason = reason
        self.signal = signal


class Failed(Exception):
    """It ended with an exit code other than 0."""

    def __init__(self, code: int, told: str) -> None:
        super().__init__(f"exit code {code}")
        self.code = code
        self.told = told
        """The end of what it wrote on stderr: may quote its input, so not for the logs."""


def in_subprocess(
    module: str, arguments: Sequence[str] = (), *, stdin: bytes | Path = b"", limits: Limits | None = None
) -> bytes:
    """Runs `python -m module` on hostile input and returns its stdout. No secret is in its environment.
    Raises OverLimit, Failed."""
    limits = limits or Limits()
    limit_arguments = [str(limits.cpu_seconds), str(limits.memory_bytes), str(limits.output_bytes)]
    command = [sys.executable, "-m", "services.kit.process.resource_limits", *limit_arguments, module, *arguments]
    source = stdin.open("rb") if isinstance(stdin, Path) else None
    try:
        process = subprocess.Popen(
            command,
            stdin=source or subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    finally:
        if source:
            source.close()
    try:
        with Timeout(limits.seconds, OverLimit("time")):
            output, errors = process.communicate(None if source else stdin)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    if b"MemoryError" in errors:
        raise OverLimit("memory")
    if process.returncode < 0:
        raise OverLimit(f"signal {-process.returncode}", signal=-process.returncode)
    if process.returncode:
        raise Failed(process.returncode, errors.decode(errors="replace")[-2000:])
    return bytes(output)
