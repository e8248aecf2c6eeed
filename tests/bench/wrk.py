"""Load by wrk, an HTTP generator from the distribution that leaves the cores to what is measured."""

import re
import shutil
import subprocess
from dataclasses import dataclass

_LATENCY = re.compile(r"^\s+(50|90|99)%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
_IN_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    failed: int


def load(url: str, *, connections: int = 64, seconds: int = 8, headers: dict[str, str] | None = None) -> Load:
    """Raises FileNotFoundError with the one line that tells how to get wrk, RuntimeError where nothing was answered."""
    program = shutil.which("wrk")
    if program is None:
        raise FileNotFoundError("wrk is missing: apt-get install wrk")
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    told = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    rate = re.search(r"^Requests/sec:\s+([\d.]+)$", told, re.MULTILINE)
    latency = {share: float(value) * _IN_MILLISECONDS[unit] for share, value, unit in _LATENCY.findall(told)}
    if rate is None or not {"50", "99"} <= latency.keys():
        raise RuntimeError(f"{url} answered nothing:\n{told}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    failed = int(refused[1]) if refused else 0
    failed += sum(map(int, broken.groups())) if broken else 0
    return Load(float(rate[1]), latency["50"], latency["99"], failed)
