"""What the distribution must provide: found, else installed, else said in one line."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

PROGRAMS: dict[str, Callable[[], bool]] = {
    "rabbitmq-server": lambda: Path("/usr/lib/rabbitmq/bin/rabbitmq-server").exists(),
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/postgres")),
    "clamav-daemon": lambda: bool(shutil.which("clamd") or Path("/usr/sbin/clamd").exists()),
    "chromium": lambda: bool(shutil.which("chromium")),
    "libatomic1": lambda: bool(_libraries("libatomic.so.1")),  # Playwright's driver links to it
    "libpangoft2-1.0-0": lambda: bool(_libraries("libpangoft2-1.0.so.0")),  # letters are set with it
    "libharfbuzz-subset0": lambda: bool(_libraries("libharfbuzz-subset.so.0")),
    "fonts-liberation": lambda: _fonts("liberation"),
    "fonts-dejavu-core": lambda: _fonts("dejavu"),  # for the signs that the other has not
    "docker-compose": lambda: bool(shutil.which("docker-compose")),
    "wrk": lambda: bool(shutil.which("wrk")),
    "nginx": lambda: Path("/usr/sbin/nginx").exists(),
    "faketime": lambda: bool(_libraries("faketime/libfaketime.so.1")),
}
FOR_LETTERS = ("libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation", "fonts-dejavu-core")
FOR_THE_STACK = ("rabbitmq-server", "postgresql", "clamav-daemon", *FOR_LETTERS)
FOR_THE_TESTS = (*FOR_THE_STACK, "chromium", "libatomic1", "docker-compose", "wrk", "nginx", "faketime")


def _libraries(name: str) -> list[Path]:
    return sorted(Path("/usr/lib").glob(f"*/{name}"))


def _fonts(name: str) -> bool:
    return Path("/usr/share/fonts/truetype", name).is_dir()


def other_time_of_day(offset: str) -> dict[str, str]:
    """For the environment of a program: its clock is off by so much (`+6s`); seconds last as long as before. Its
    monotonic clock starts elsewhere too: told to leave that alone, this library breaks Python's `time.sleep`."""
    [library] = _libraries("faketime/libfaketime.so.1")
    return {"LD_PRELOAD": str(library), "FAKETIME": offset}


class CannotInstall(Exception):
    """Says what is missing and what to type."""


def missing(packages: Iterable[str]) -> list[str]:
    return [package for package in packages if not PROGRAMS[package]()]


def _apt_get(*arguments: str) -> subprocess.CompletedProcess[str]:
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    # RUNLEVEL=1 keeps the packages from starting the system's own servers; ours never use those anyway.
    settings = ["env", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive"]
    command = [*as_root, *settings, "apt-get", "--quiet", "--assume-yes", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own command line


def install(packages: Iterable[str]) -> None:
    """Raises CannotInstall."""
    wanted = missing(packages)
    if not wanted:
        return
    names = " ".join(wanted)
    advice = f"missing {names}; as root: apt-get install {names}"
    if shutil.which("apt-get") is None:
        raise CannotInstall(f"{advice} (or your distribution's equivalent)")
    if os.geteuid() != 0 and shutil.which("sudo") is None:
        raise CannotInstall(advice)
    print(f"Installing {names} (apt-get) ...", flush=True)
    _apt_get("update")  # where it fails, the lists that are there may still do
    outcome = _apt_get("install", "--no-install-recommends", *wanted)
    if left := missing(wanted):
        reason = (outcome.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotInstall(
            f"missing {' '.join(left)}: apt-get says “{reason}”; as root: apt-get install {' '.join(left)}"
        )
