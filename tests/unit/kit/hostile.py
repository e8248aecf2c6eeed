"""What the tests of services.kit.process.offload run in a process of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from services.kit.process.confinement import confine


def attempts(secret: str) -> dict[str, Callable[[], object]]:
    """What an attacker would try who has taken over a parser."""
    return {
        "read": Path(secret).read_bytes,
        "list": lambda: os.listdir(Path(secret).parent),
        "write": lambda: Path(secret).with_name("written").touch(),
        "connect": socket.socket,
        "start": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": lambda: os.fork() or os._exit(0),
        "signal": lambda: os.kill(os.getppid(), 0),
        "become root": lambda: os.setuid(0),
        "read the machine": Path("/etc/passwd").read_bytes,
        "compute": lambda: sum(bytes(1000)),
        "read a library": lambda: os.listdir("/usr/lib"),
    }


def succeeds(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def main() -> None:
    what = sys.argv[1]
    if what == "echo":
        sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])
    elif what == "environment":
        print(sorted(os.environ))
    elif what == "sleep":
        time.sleep(60)
    elif what == "spin":
        while True:
            pass
    elif what == "swell":
        bytearray(4 * 1024**3)
    elif what in ("free", "confined"):
        if what == "confined":
            confine()
        print(json.dumps([name for name, attempt in attempts(sys.argv[2]).items() if succeeds(attempt)]))
    elif what == "fail":
        sys.exit(3)


if __name__ == "__main__":
    main()
