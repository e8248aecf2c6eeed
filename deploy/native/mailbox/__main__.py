"""`python -m deploy.native.mailbox DIRECTORY SMTP_PORT HTTP_PORT [HOST]`, in the foreground until SIGTERM."""

import asyncio
import signal
import sys
from pathlib import Path

from aiohttp import web

from deploy.native.mailbox.letters import Letters
from deploy.native.mailbox.smtp import Reception
from deploy.native.mailbox.web import Desk


async def serve(directory: Path, smtp_port: int, http_port: int, host: str) -> None:
    letters = Letters(directory)
    reception = Reception(letters)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, ended.set)
    server = await loop.create_server(reception.connection, host, smtp_port)
    runner = web.AppRunner(Desk(letters, reception).application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, http_port).start()
    await ended.wait()
    server.close()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:] or ["127.0.0.1"]))
