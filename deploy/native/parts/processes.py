"""Asking about and signalling a process of ours by its id, whoever started it."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_STARTED: list[subprocess.Popen[bytes]] = []
"""Kept, because Popen complains of a child that outlives it, which ours are meant to."""


def start_detached(
    command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> int:
    """Its id. It outlives this process; what it prints is added to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603  # our own command line
            command,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _STARTED.append(process)
    return process.pid


def read_pid(file: Path) -> int | None:
    """The first line of a pid file, None where there is none or it was left by a process that is gone."""
    try:
        pid = int(file.read_text().splitlines()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return pid if alive(pid) else None


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # a zombie only waits for its parent to look at it


def end(pid: int | None, how: signal.Signals, *, timeout: float) -> None:
    """Signals and waits until it is gone. Raises TimeoutError."""
    if pid is None:
        return
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return
    wait_until_gone(pid, timeout=timeout)


def wait_until_gone(pid: int, *, timeout: float) -> None:
    """Raises TimeoutError."""
    give_up = time.monotonic() + timeout
    while alive(pid):
        if time.monotonic() > give_up:
            raise TimeoutError(f"process {pid} is still there after {timeout} s")
        time.sleep(0.05)
    reap(pid)


def children(pid: int) -> list[int]:
    """Of this moment."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return  # not a child of this process: somebody else's to reap
