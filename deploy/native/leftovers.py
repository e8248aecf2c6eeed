"""Processes of a stack whose supervisor is gone: found by the mark in their environment, ended before a new start."""

import os
import signal
import time
from pathlib import Path

from deploy.native.parts.processes import alive
from deploy.native.programs import MARK


def processes_of(directory: Path) -> list[int]:
    mark = f"{MARK}={directory}".encode()
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # gone meanwhile, or somebody else's
        if mark in environment and int(process.name) != os.getpid():
            found.append(int(process.name))
    return found


def _signal(pids: list[int], how: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            continue


def end_leftovers(directory: Path, *, patience: float = 10) -> None:
    """Politely first: a broker and a database that were left alone still close their files well."""
    left = processes_of(directory)
    _signal(left, signal.SIGTERM)
    give_up = time.monotonic() + patience
    while any(alive(pid) for pid in left) and time.monotonic() < give_up:
        time.sleep(0.1)
    remaining = processes_of(directory)
    _signal(remaining, signal.SIGKILL)
    while any(alive(pid) for pid in remaining):
        time.sleep(0.05)
