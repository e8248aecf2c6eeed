import asyncio
import os
import signal

import pytest

from gateway.signals import when_told_to_stop

pytestmark = pytest.mark.anyio


async def test_what_must_end_first_is_told_before_the_server_waits() -> None:
    told = asyncio.Event()
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with when_told_to_stop(told.set):
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(2):
                await told.wait()
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM, signal.SIGTERM]
