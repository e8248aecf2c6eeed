"""A nameko service in a process of its own, an ear for events, and waiting without blocking the loop."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from deploy.native.parts.rabbitmq import RabbitMQ
from gateway.call_keys import CallKeys
from services.kit.sealing import Sealer
from tests.parts.keys import Keys
from tests.parts.waiting import wait_for

ROOT = Path(__file__).parents[3]


def call_keys(keys: Keys) -> CallKeys:
    """The gateway's, which knows the echo and the ledger."""
    for service in ("echo", "ledger"):
        keys.call_key_of(service)
    return CallKeys(keys.prover("gateway"), Sealer(keys.trusted))


class Echo:
    def __init__(self, broker: RabbitMQ, log: Path) -> None:
        self._broker = broker
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["-c", "from nameko.cli.main import main; main()", "run", "tests.integration.echo.service"]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *command, "--broker", self._broker.url],
                env=environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        wait_for(self._consumes, seconds=30, what=f"echo up (see {self._log})")

    def _consumes(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()[-2000:]
        return "Connected to amqp" in self._log.read_text()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()


class Ear:
    def __init__(self) -> None:
        self.revoked: list[UUID] = []
        self.notified: list[UUID] = []
        self.missed = 0

    def on_session_revoked(self, session_id: UUID, _account_id: UUID) -> None:
        self.revoked.append(session_id)

    def on_banners_changed(self, account_id: UUID) -> None: ...

    def on_notification_created(self, account_id: UUID) -> None:
        self.notified.append(account_id)

    def on_events_missed(self) -> None:
        self.missed += 1


async def until(look: Callable[[], object], what: str, seconds: float = 10) -> None:
    give_up = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < give_up, f"{what} did not happen within {seconds} s"
        await asyncio.sleep(0.01)
