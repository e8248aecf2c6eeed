"""The real gateway on a real port, in front of a fake bus."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from deploy.native.parts.ports import free_port
from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.fake_bus import FakeBus


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # only told when it is up
        await super().startup(sockets)  # type: ignore[arg-type]  # handed on as it came
        self.ready.set()


@contextmanager
def served(bus: FakeBus) -> Iterator[str]:
    """The address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = create_app(GatewaySettings(environment="test", public_url=url), bus)
    server = _Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    if not server.ready.wait(timeout=20):
        raise TimeoutError("the gateway did not start")
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(timeout=20)
