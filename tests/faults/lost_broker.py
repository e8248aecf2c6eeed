"""The broker comes back with an empty data directory: a disk that was replaced, a volume that was deleted."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from deploy.native.parts.users import make_private
from deploy.native.programs import ROOT
from deploy.native.stack import Stack

LOOK_BACK = timedelta(hours=1)
"""What an operator says who does not know to the second when it happened; more than was lost is harmless."""


PILING_UP = 4.0
"""Seconds in which the notifications stand still: what is decided meanwhile waits in the broker for them."""


class LostBroker:
    """Loses it while events wait there, and does as deploy/README.md says: once everything is ready, publish again."""

    async def strike(self, stack: Stack) -> None:
        since = datetime.now(UTC) - LOOK_BACK
        broker = stack.blueprint.broker
        notifications = stack.pids()["notifications"]
        os.killpg(notifications, signal.SIGSTOP)
        await asyncio.sleep(PILING_UP)
        await asyncio.to_thread(stack.stop, "rabbitmq")
        await asyncio.to_thread(shutil.rmtree, broker.directory / "data")
        broker.prepare()
        make_private(broker.directory, stack.blueprint.user)
        await asyncio.to_thread(stack.start, "rabbitmq")
        await asyncio.to_thread(broker.wait_until_ready, timeout=60)
        os.killpg(notifications, signal.SIGCONT)
        # While the load goes on, and outside the recovery that is timed.
        self._republishing = asyncio.create_task(asyncio.to_thread(republish, stack, since))

    async def is_published_again(self, _stack: Stack) -> list[str]:
        finished = await self._republishing
        return [f"the republication failed: {finished.stdout} {finished.stderr}"] if finished.returncode else []


def republish(stack: Stack, since: datetime) -> "subprocess.CompletedProcess[str]":
    stack.wait_until_ready(timeout=60)
    command = [sys.executable, "-W", "ignore", "-m", "services.kit.events.republish"]
    secrets = str(stack.blueprint.credentials.directory)
    return subprocess.run(
        [*command, "--secrets", secrets, "--since", since.isoformat()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
