import threading
from pathlib import Path

import pytest

from services.kit.process.offload import Failed, Limits, OverLimit, in_subprocess, in_thread

HOSTILE = "tests.unit.kit.hostile"


def test_a_thread_runs_the_work_elsewhere() -> None:
    assert in_thread(threading.get_ident) != threading.get_ident()


def test_a_subprocess_reads_bytes_and_answers() -> None:
    assert in_subprocess(HOSTILE, ["echo"], stdin=b"abc") == b"cba"


def test_a_subprocess_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "document").write_bytes(b"xyz")

    assert in_subprocess(HOSTILE, ["echo"], stdin=tmp_path / "document") == b"zyx"


def test_a_subprocess_sees_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")

    assert b"DATABASE_URL" not in in_subprocess(HOSTILE, ["environment"])


def test_what_sleeps_too_long_is_killed() -> None:
    with pytest.raises(OverLimit, match="time"):
        in_subprocess(HOSTILE, ["sleep"], limits=Limits(seconds=0.5))


def test_what_computes_too_long_is_killed() -> None:
    with pytest.raises(OverLimit):
        in_subprocess(HOSTILE, ["spin"], limits=Limits(cpu_seconds=1))


def test_what_takes_too_much_memory_is_killed() -> None:
    with pytest.raises(OverLimit, match="memory"):
        in_subprocess(HOSTILE, ["swell"])


def test_what_fails_says_how() -> None:
    with pytest.raises(Failed) as failed:
        in_subprocess(HOSTILE, ["fail"])

    assert failed.value.code == 3
