"""Who calls the process that looks for codes."""

import logging
from collections.abc import Sequence
from pathlib import Path

from services.contracts.documents import ContentType
from services.kit.process.offload import Failed, Limits, OverLimit, in_subprocess

_log = logging.getLogger(__name__)

_WAITS = 6
"""Seconds more by the clock."""


class SubprocessFinder:
    def __init__(self, cpu_seconds: float, memory: int) -> None:
        """`memory`: bytes of address space."""
        self._limits = Limits(
            cpu_seconds=max(1, round(cpu_seconds)),
            memory_bytes=memory,
            seconds=cpu_seconds + _WAITS,
            output_bytes=0,
        )

    def find(self, content: Path, content_type: ContentType) -> Sequence[bytes]:
        try:
            output = in_subprocess("services.documents.papers", [content_type], stdin=content, limits=self._limits)
        except OverLimit as over:
            _log.info("no code was found in the time that a paper has", extra={"reason": over.reason})
            return ()
        except (Failed, OSError):
            _log.exception("the search for codes broke")
            return ()
        return [bytes.fromhex(line) for line in output.decode().split()]
