"""The gateway as it is run: `python -m gateway`."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.native.parts.ports import free_port
from deploy.native.parts.rabbitmq import RabbitMQ
from tests.integration.gateway.parts import ROOT
from tests.parts.broker import url_for
from tests.parts.keys import Keys
from tests.parts.waiting import wait_for

TOKEN = "read-by-prometheus-alone"


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def gateway(
    request: pytest.FixtureRequest, rabbitmq: RabbitMQ, keys: Keys, run_directory: Path
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    (run_directory / "broker-url").write_text(url_for(rabbitmq, "gateway"))
    keys.call_key_of("identity")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BROKER_URL_FILE": str(run_directory / "broker-url"),
        "TRUSTED_KEYS_DIR": str(keys.trusted),
        "CALL_KEY_FILE": str(keys.call_key_of("gateway")),
        "GATEWAY_PORT": str(port),
        "GATEWAY_WORKERS": str(request.param),
        "METRICS_TOKEN": TOKEN,
        "ENVIRONMENT": "test",
    }
    with (run_directory / "gateway.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "gateway"], env=environment, cwd=ROOT, stdout=log, stderr=log)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def get(url: str) -> tuple[int, str]:
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
    try:
        with urllib.request.urlopen(asked, timeout=6) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_it_gets_ready_counts_its_requests_and_stops_when_it_is_told_to(
    gateway: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, url = gateway
    wait_for(lambda: get(f"{url}/health/ready")[0] == 200, seconds=30, what="ready")
    assert get(f"{url}/api/v1/portals")[0] == 503  # nobody runs the identity service here
    wait_for(lambda: 'route="/api/v1/portals",status="503"' in get(f"{url}/metrics")[1], what="counted")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) in {0, -signal.SIGTERM}
