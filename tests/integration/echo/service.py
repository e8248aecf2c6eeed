"""nameko as its documentation has it, without the kit: the gateway speaks to any nameko service."""

import eventlet
from nameko.extensions import DependencyProvider
from nameko.rpc import rpc

from tests.integration.echo.contracts import EchoRefused


class Headers(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    def get_dependency(self, worker_ctx):  # type: ignore[no-untyped-def]  # as above
        return {key: value for key, value in worker_ctx.data.items() if key != "call_id_stack"}


class RefusedOnTheWire(Exception):
    pass


class EchoService:
    name = "echo"
    headers = Headers()

    @rpc
    def repeat(self, message: dict[str, str]) -> dict[str, object]:
        return {"text": message["text"], "headers": self.headers}

    @rpc
    def write(self, message: dict[str, str]) -> dict[str, object]:
        return {"text": message["text"], "headers": self.headers}

    @rpc
    def dawdle(self, message: dict[str, float]) -> dict[str, object]:
        eventlet.sleep(message["seconds"])
        return {"text": "at last", "headers": {}}

    @rpc
    def refuse(self, _: dict[str, str]) -> None:
        raise RefusedOnTheWire(EchoRefused("Not today.", day="monday").to_wire())

    @rpc
    def explode(self, _: dict[str, str]) -> None:
        raise ValueError("postgresql://secret")

    @rpc
    def lie(self, _: dict[str, str]) -> dict[str, str]:
        return {"nothing": "of the sort"}
