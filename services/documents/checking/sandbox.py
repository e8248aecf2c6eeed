"""A process for each file, with little memory, little time and no secrets: what a parser's bug could reach is that."""

import signal
from pathlib import Path
from typing import get_args

from services.contracts.documents import ContentType, RejectionReason
from services.contracts.refusals import Unavailable
from services.kit.process.offload import Failed, Limits, OverLimit, in_subprocess

PASSED = "passed"
_WAIT_FACTOR = 4
"""Its CPU time is what a file is judged by; a machine that is busy with other things is no fault of the file."""
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE}


class InspectionBroke(Exception):
    """The inspection itself failed, which says nothing of the file."""


class SubprocessInspector:
    def __init__(self, cpu_seconds: float, memory: int) -> None:
        """`memory`: bytes of address space."""
        self._limits = Limits(
            cpu_seconds=max(1, round(cpu_seconds)),
            memory_bytes=memory,
            seconds=cpu_seconds * _WAIT_FACTOR,
            output_bytes=0,
        )

    def inspect(self, path: Path, content_type: ContentType) -> RejectionReason | None:
        try:
            output = in_subprocess("services.documents.checking", [str(path), content_type], limits=self._limits)
        except OverLimit as over:
            if over.reason == "time":
                raise Unavailable("The inspection got no time to run.") from over
            # Either it asked for too much, or it brought its parser down.
            return "damaged" if over.signal in _CRASHES else "too-costly-to-read"
        except Failed as failed:
            raise InspectionBroke(str(failed)) from failed
        return _verdict(output.decode())


def _verdict(output: str) -> RejectionReason | None:
    if output == PASSED:
        return None
    for reason in get_args(RejectionReason):
        if output == reason:
            return reason  # type: ignore[no-any-return]  # one of the literals
    raise InspectionBroke("it said nothing that we know")
