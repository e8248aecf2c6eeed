"""The gateway, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import aiohttp
from fastapi import FastAPI

from gateway import api, operations, pages, problems
from gateway.api.openapi import describe
from gateway.bus import BrokerBus, Bus
from gateway.calendars import Visits
from gateway.call_keys import CallKeys
from gateway.compression import CompressedPages
from gateway.letters import Printer
from gateway.limits import BodyLimit
from gateway.observed import Observed
from gateway.security import Sessions
from gateway.security.headers import SecurityHeaders
from gateway.security.hosts import KnownHosts
from gateway.settings import GatewaySettings
from gateway.signals import when_told_to_stop
from gateway.streams import Streams
from gateway.verifications import Verifications
from services.kit.tls import Tls


class Memory:
    """What this worker remembers, and forgets when an event says so."""

    sessions: Sessions

    def __init__(self, streams: Streams) -> None:
        self.streams = streams

    def on_session_revoked(self, session_id: UUID, account_id: UUID) -> None:
        self.sessions.forget_session(session_id)
        self.streams.wake(account_id)  # each asks anew who it speaks to, and ends where that is nobody

    def on_banners_changed(self, account_id: UUID) -> None:
        self.sessions.forget_account(account_id)

    def on_notification_created(self, account_id: UUID) -> None:
        self.streams.wake(account_id)

    def on_events_missed(self) -> None:
        self.sessions.forget_all()
        self.streams.wake_all()


def create_app(settings: GatewaySettings, bus: Bus | None = None) -> FastAPI:
    """`bus`: another than the broker's, for tests."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=2, sock_read=20)
        connector = aiohttp.TCPConnector(limit=0, ssl=Tls(settings.object_store_ca_file).context())
        store = aiohttp.ClientSession(timeout=timeout, connector=connector, auto_decompress=False)
        async with store:
            app.state.store = store
            if isinstance(app.state.bus, BrokerBus):
                app.state.bus.start()
            with when_told_to_stop(app.state.streams.close):
                yield
            app.state.streams.close()
            await app.state.printer.close()
            if isinstance(app.state.bus, BrokerBus):
                await app.state.bus.close()

    app = FastAPI(
        title="Agent space",
        version="1",
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # their pages load scripts that our policy refuses
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.menu = pages.menu
    app.state.calendar_visits = Visits()
    app.state.streams = Streams(settings.streams_per_person, settings.streams_per_worker)
    app.state.printer = Printer()
    app.state.verifications = Verifications()
    memory = Memory(app.state.streams)
    app.state.bus = bus or BrokerBus(
        settings.broker_url,
        memory,
        CallKeys.of(settings.call_key_file, settings.trusted_keys_dir),
        tls=settings.broker_tls,
    )
    app.state.sessions = memory.sessions = Sessions(app.state.bus)

    problems.install(app, page=pages.problem_page)
    app.add_middleware(CompressedPages)
    app.add_middleware(BodyLimit, most=settings.json_body_limit, unfinished_per_address=settings.unfinished_per_address)
    app.add_middleware(KnownHosts, hosts=settings.hosts, answer=problems.problem_response)
    app.add_middleware(Observed, answer=app.state.answer_problem)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.router.routes.extend(api.routes)
    app.include_router(operations.router)
    app.include_router(pages.router)
    describe(app)
    return app
