"""A machine whose clock is wrong: one program is started with another time of day (libfaketime), then as it was."""

import asyncio
import shlex
from collections.abc import Awaitable, Callable
from pathlib import Path

from deploy.native.packages import other_time_of_day
from deploy.native.stack import Stack
from tests.faults.counted import Answers

SECONDS = 20
LONGEST_CALL = 5
"""Seconds: what was asked while the program was restarted is answered by then, and says nothing of its clock."""


Strike = Callable[[Stack], Awaitable[None]]
Check = Callable[[Stack], Awaitable[list[str]]]


def wrong(program: str, offset: str) -> tuple[Strike, Check]:
    answers = Answers()

    async def strike(stack: Stack) -> None:
        script = stack.directory / "programs" / program
        told = script.read_text()
        try:
            await asyncio.to_thread(_restart_with, stack, program, script, _faked(told, offset))
            await asyncio.sleep(LONGEST_CALL)
            await asyncio.to_thread(answers.begin, stack)
            await asyncio.sleep(SECONDS)
            await asyncio.to_thread(answers.end, stack)
        finally:
            await asyncio.to_thread(_restart_with, stack, program, script, told)

    async def check(_stack: Stack) -> list[str]:
        print(f"    answers: {dict(answers.counted)}", flush=True)
        failed = {status: times for status, times in answers.counted.items() if status.startswith("5")}
        return [f"{times} requests were answered {status}" for status, times in failed.items()]

    return strike, check


def _faked(script: str, offset: str) -> str:
    """Of the program only: the library shares its state with no other user, such as the one who drops root's rights."""
    before, command = script.rsplit("\nexec ", 1)
    drop, dash, program = command.rpartition(" -- ")
    faked = shlex.join(["env", *(f"{name}={value}" for name, value in other_time_of_day(offset).items())])
    return f"{before}\nexec {drop}{dash}{faked} {program}"


def _restart_with(stack: Stack, program: str, script: Path, text: str) -> None:
    stack.stop(program)
    script.write_text(text)
    stack.start(program)
    stack.wait_until_ready(timeout=60)
