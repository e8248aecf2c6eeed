"""The gateway and an object store on real sockets, in the test's own loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from aiohttp import ClientConnectionError, web
from fastapi import FastAPI

from gateway.connections import BoundedProtocol


@asynccontextmanager
async def served(app: FastAPI, protocol: type[BoundedProtocol] = BoundedProtocol) -> AsyncIterator[str]:
    config = uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=2, http=protocol, ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


class Store:
    """Keeps whole objects only. `status`: what it answers to a PUT. `sends_to`: where it sends everybody instead."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.broken_off: list[str] = []
        self.status = 200
        self.sends_to = ""
        self.url = ""
        self.changed = asyncio.Event()

    async def put(self, request: web.Request) -> web.Response:
        if self.sends_to:
            await request.read()
            raise web.HTTPTemporaryRedirect(self.sends_to)
        if self.status != 200:
            return web.Response(status=self.status)
        try:
            content = await request.read()
        except (ClientConnectionError, OSError):
            self.broken_off.append(request.path)
            self.changed.set()
            raise
        assert request.headers["Content-Length"] == str(len(content))
        self.objects[request.path] = content
        self.changed.set()
        return web.Response()

    async def get(self, request: web.Request) -> web.Response:
        if self.sends_to:
            raise web.HTTPTemporaryRedirect(self.sends_to)
        if request.path not in self.objects:
            return web.Response(status=404)
        return web.Response(body=self.objects[request.path], headers={"Content-Type": "text/html"})

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Store"]:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_put("/{key:.*}", self.put)
        app.router.add_get("/{key:.*}", self.get)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield self
        await runner.cleanup()
