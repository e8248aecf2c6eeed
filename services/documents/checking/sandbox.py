"""A process for each file, with little memory, little time and no secrets: what a parser's bug could reach is that."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

from services.contracts.documents import ContentType, RejectionReason
from services.contracts.refusals import Unavailable

PASSED = "passed"
_ROOT = Path(__file__).parents[3]
_WAIT_FACTOR = 4
"""Its CPU time is what a file is judged by; a machine that is busy with other things is no fault of the file."""


class InspectionBroke(Exception):
    """The inspection itself failed, which says nothing of the file."""


class SubprocessInspector:
    def __init__(self, cpu_seconds: float, memory: int) -> None:
        """`memory`: bytes of address space."""
        self._cpu_seconds = cpu_seconds
        self._memory = memory

    def inspect(self, path: Path, content_type: ContentType) -> RejectionReason | None:
        limits = [str(max(1, round(self._cpu_seconds))), str(self._memory)]
        command = [sys.executable, "-m", "services.documents.checking", str(path), content_type, *limits]
        try:
            done = subprocess.run(  # noqa: S603  # no shell, and nothing of the member's in it
                command,
                cwd=_ROOT,
                env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self._cpu_seconds * _WAIT_FACTOR,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unavailable("The inspection got no time to run.") from error
        return _verdict(done.returncode, done.stdout.decode())


def _verdict(code: int, said: str) -> RejectionReason | None:
    if code == 0 and said == PASSED:
        return None
    if code == 0 and said in get_args(RejectionReason):
        return next(reason for reason in get_args(RejectionReason) if reason == said)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "too-costly-to-read"
    if code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE):
        return "damaged"  # it brought its parser down
    raise InspectionBroke(f"exit code {code}: {said[:100]}")
