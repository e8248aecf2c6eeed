import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.native.leftovers import end_leftovers, processes_of
from deploy.native.parts.processes import alive
from deploy.native.programs import MARK
from tests.parts.waiting import PATIENCE

STUBBORN = ["sh", "-c", "trap '' TERM; echo ready; while :; do read line || exec sleep 600; done"]


def left_behind(stack: Path, command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, env={**os.environ, MARK: str(stack)}, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with left_behind(tmp_path / "stack-of-somebody-else", ["sleep", "600"]) as process:
        yield process
        process.kill()


def test_what_a_stack_left_is_ended_and_a_neighbour_is_not_touched(
    tmp_path: Path, neighbour: subprocess.Popen[str]
) -> None:
    with left_behind(tmp_path / "stack", ["sleep", "600"]) as process:
        end_leftovers(tmp_path / "stack")
        assert process.wait(timeout=PATIENCE) < 0
    assert alive(neighbour.pid)
    assert processes_of(tmp_path / "stack") == []


def test_what_does_not_end_politely_is_killed(tmp_path: Path) -> None:
    with left_behind(tmp_path, STUBBORN) as process:
        assert process.stdout is not None
        process.stdout.readline()
        end_leftovers(tmp_path, patience=0.2)
        assert not alive(process.pid)
