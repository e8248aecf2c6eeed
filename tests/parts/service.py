"""A service as it runs: a process of its own, started by services.kit.process.run."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from deploy.native.parts.ports import free_port
from tests.parts.waiting import PATIENCE, wait_for

ROOT = Path(__file__).parents[2]


class RunningService:
    def __init__(self, package: str, environment: dict[str, str], log: Path) -> None:
        """`package`: `identity`, or dotted (`tests.house.ledger`)."""
        self._package = package
        self._environment = environment
        self.log = log
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, *, ready: bool = True, **more: str) -> "RunningService":
        self.port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "OPERATIONS_PORT": str(self.port),
            **self._environment,
            **more,
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "services.kit.process.run", self._package],
                env=environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        if ready:
            wait_for(self.ready, what=f"{self._package} ready (see {self.log})")
        return self

    def ready(self) -> bool:
        assert self.running, f"it ended, see {self.log}: {self.log.read_text()[-2000:]}"
        return self.get("/health/ready")[0] == 200

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def get(self, path: str) -> tuple[int, str]:
        """Of the operations port; status 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def stop(self) -> int | None:
        """Its exit code."""
        if self._process is None:
            return None
        self._process.terminate()
        code = self._process.wait(timeout=PATIENCE)
        self._process = None
        self._require_declared_refusals()
        return code

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            self._require_declared_refusals()

    def _require_declared_refusals(self) -> None:
        """A test that hears `internal` may not notice. The services of tests/house do so on purpose."""
        if self._package.startswith("tests."):
            return
        undeclared = [line for line in self.log.read_text().splitlines() if "which it does not declare" in line]
        assert undeclared == [], f"{self._package} let out what its command does not declare"

    def pause(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)
