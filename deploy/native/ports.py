"""Which port each program of a stack listens on: chosen once among the free ones, then kept."""

import json
import random
import socket
import time
from collections.abc import Iterator
from pathlib import Path

PREFERRED = {"gateway": 8000, "inbox": 8025}
LOWEST, HIGHEST = 20000, 31999  # below the range that the kernel gives to outgoing connections


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Ports:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}

    def __getitem__(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = self._choose(name)
            self._file.write_text(json.dumps(self._known, indent=2))
        return self._known[name]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known.values())

    def taken(self, *, patience: float = 5) -> dict[str, int]:
        """Those that somebody else listens on; to be asked while nothing of ours runs. Patience is for what was killed
        a moment ago: its ports are let go of a little after it."""
        give_up = time.monotonic() + patience
        while found := {name: port for name, port in self._known.items() if not is_free(port)}:
            if time.monotonic() > give_up:
                break
            time.sleep(0.1)
        return found

    def _choose(self, name: str) -> int:
        preferred = PREFERRED.get(name)
        candidates = [preferred] if preferred else []
        candidates += random.sample(range(LOWEST, HIGHEST), 200)
        known = set(self._known.values())
        return next(port for port in candidates if port not in known and is_free(port))
