"""What is left to somebody who takes over a process that reads hostile input."""

import json
from pathlib import Path

import pytest

from services.kit.process.confinement import has_seccomp, landlock_version
from services.kit.process.offload import in_subprocess

HOSTILE = "tests.unit.kit.hostile"
FILES = {"read", "list", "write", "read the machine"}
SYSTEM_CALLS = {"connect", "start", "fork", "signal"}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    tmp_path.chmod(0o700)
    secret = tmp_path / "secret"
    secret.write_text("signing key")
    secret.chmod(0o600)
    return secret


def left(how: str, secret: Path) -> set[str]:
    return set(json.loads(in_subprocess(HOSTILE, [how, str(secret)])))


def test_it_can_compute_and_load_libraries_and_nothing_else(secret: Path) -> None:
    reached = left("confined", secret)
    assert {"compute", "read a library"} <= reached
    assert "become root" not in reached
    assert not reached & (FILES if landlock_version() else set())
    assert not reached & (SYSTEM_CALLS if has_seccomp() else set())
    assert not (secret.parent / "written").exists()


def test_unconfined_it_could_do_all_of_it(secret: Path) -> None:
    assert left("free", secret) >= FILES | SYSTEM_CALLS
