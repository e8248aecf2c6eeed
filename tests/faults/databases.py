"""A database that answers and takes nothing: what the services see while PostgreSQL fails over."""

import asyncio

from deploy.native.stack import Stack
from tests.faults.counted import Answers

SECONDS = 20

_answers = Answers()


async def turn_read_only(stack: Stack) -> None:
    await asyncio.to_thread(_answers.begin, stack)
    await asyncio.to_thread(stack.blueprint.postgres.refuse_writes)
    try:
        await asyncio.sleep(SECONDS)
    finally:
        await asyncio.to_thread(stack.blueprint.postgres.take_writes)


async def all_were_asked_to_come_back(stack: Stack) -> list[str]:
    await asyncio.to_thread(_answers.end, stack)
    wrong = {status: times for status, times in _answers.counted.items() if status.startswith("5") and status != "503"}
    return [f"{times} requests were answered {status}, not 503" for status, times in wrong.items()]
