"""A process for each file, with little memory, little time, no secrets, no files, no network and no other process: what
a parser's bug could reach is that."""

import signal
from pathlib import Path
from typing import get_args

from services.contracts.documents import ContentType, RejectionReason
from services.documents.ports import Inconclusive, Inspection
from services.kit.process.offload import Failed, Limits, OverLimit, in_subprocess

PASSED, CLEANED = b"passed", b"cleaned\n"
_WAITS = 12
"""Seconds more by the clock. Its CPU time is what a file is judged by: that the machine is busy is no fault of it."""
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE}


class InspectionBroke(Exception):
    """The inspection itself failed, which says nothing of the file."""


class SubprocessInspector:
    def __init__(self, cpu_seconds: float, memory: int) -> None:
        """`memory`: bytes of address space."""
        self._limits = Limits(
            cpu_seconds=max(1, round(cpu_seconds)),
            memory_bytes=memory,
            seconds=cpu_seconds + _WAITS,
            output_bytes=0,
        )

    def inspect(self, path: Path, content_type: ContentType) -> Inspection:
        try:
            output = in_subprocess("services.documents.checking", [content_type], stdin=path, limits=self._limits)
        except OverLimit as over:
            if over.reason == "time":
                raise Inconclusive("the inspection took too long by the clock") from over
            # Either it asked for too much, or it brought its parser down.
            return Inspection("damaged" if over.signal in _CRASHES else "too-costly-to-read")
        except (Failed, OSError) as failed:
            raise InspectionBroke(str(failed)) from failed
        if output.startswith(CLEANED):
            return Inspection(clean=output.removeprefix(CLEANED))
        return Inspection(None if output == PASSED else _refusal(output.decode(errors="replace")))


def _refusal(output: str) -> RejectionReason:
    for reason in get_args(RejectionReason):
        if output == reason:
            return reason  # type: ignore[no-any-return]  # one of the literals
    raise InspectionBroke("it said nothing that we know")
