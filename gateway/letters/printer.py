"""PDFs, made beside the event loop: one at a time in a worker, in a process that is ended where it takes too long."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Final

from gateway.letters.framing import LENGTH
from services.contracts.refusals import Unavailable

SECONDS: Final = 20.0
"""For one, the start of the process included. A batch of a hundred letters takes a few."""
MOST_WAITING: Final = 8


class Printer:
    """The process is started by the first letter and goes on for those that follow."""

    def __init__(self, seconds: float = SECONDS, most_waiting: int = MOST_WAITING) -> None:
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._process: Process | None = None

    async def pdf(self, html: str) -> bytes:
        """Raises Unavailable where too many wait already, or where it takes too long."""
        if self._waiting >= self._most_waiting:
            raise Unavailable("Many letters are being made. Try again in a moment.")
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                return await self._made(html)
        finally:
            self._waiting -= 1

    async def _made(self, html: str) -> bytes:
        try:
            return await asyncio.wait_for(self._print(html.encode()), self._seconds)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            await self.close()
            raise Unavailable("The letter could not be made. Try again in a moment.") from None
        except asyncio.CancelledError:  # whoever asked has gone, and what was asked would answer the next
            await self.close()
            raise

    async def _print(self, html: bytes) -> bytes:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "gateway.letters.press",
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env=_environment(),
            )
        assert process.stdin  # noqa: S101 - as it was started
        assert process.stdout  # noqa: S101 - as it was started
        process.stdin.write(LENGTH.pack(len(html)) + html)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return await process.stdout.readexactly(length)

    async def close(self) -> None:
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.communicate()  # until its pipes are closed


def _environment() -> dict[str, str]:
    """No secret of ours is in it."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH", "LANG") if name in os.environ}
