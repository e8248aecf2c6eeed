"""No full collection looks through what a process has held since its start: it would stop for a tenth of a second."""

import os
import subprocess
import sys

import pytest

MOST_OF_IT = 50_000
GATEWAY = "from gateway.__main__ import from_environment; from_environment()"
SERVICE = """
from types import SimpleNamespace
from services.kit.process import serving
nothing = lambda *_: None
serving.ServiceRunner = lambda _: SimpleNamespace(add_service=nothing, start=nothing, wait=nothing)
serving.serve()
"""
OF_A_SERVICE = {
    "BROKER_URL": "amqp://127.0.0.1",
    "DATABASE_URL": "postgresql://127.0.0.1/nobody",
    "TRUSTED_KEYS_DIR": "/",
    "CALL_KEY_FILE": "/",
}
"""Nothing is opened: what would run is left out."""


@pytest.mark.parametrize(("starts", "settings"), [(GATEWAY, {}), (SERVICE, OF_A_SERVICE)], ids=["gateway", "service"])
def test_what_stays_is_passed_over_by_the_collector(starts: str, settings: dict[str, str]) -> None:
    program = f"{starts}\nimport gc; print(gc.get_freeze_count())"
    environment = os.environ | settings | {"ENVIRONMENT": "test"}
    command = [sys.executable, "-c", program, "offers"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) > MOST_OF_IT
