"""`@every(seconds=60)`: periodic work, one process of the service at a time."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import sqlalchemy as sa
from eventlet.timeout import Timeout
from nameko.exceptions import ContainerBeingKilled
from nameko.timer import Timer

from services.contracts.refusals import Refusal, Unavailable
from services.kit.assertions import service_actor
from services.kit.database.locks import lock_number
from services.kit.database.pool import DatabasePool
from services.kit.telemetry import TIMERS, Trace, current_trace
from services.kit.work import Context, utc_now

__all__ = ["every"]

logger = logging.getLogger(__name__)


class Every(Timer):  # type: ignore[misc]  # nameko has no types
    database = DatabasePool()

    def __init__(self, seconds: float, own_transactions: bool = False) -> None:  # nameko clones it
        super().__init__(interval=seconds)
        self.own_transactions = own_transactions

    def handle_timer_tick(self) -> None:
        try:
            self.container.spawn_worker(self, (Tick(self),), {}, context_data={}, handle_result=self.handle_result)
        except ContainerBeingKilled:
            self.worker_complete.send()


def every(*, seconds: float, own_transactions: bool = False) -> Callable[[Callable[..., None]], Callable[..., Any]]:
    """The method takes (work), in a transaction; with `own_transactions` it takes (context) and opens its own with
    `Database().work()`: for work that talks to another machine between two of them. Then several processes may run it
    at once, and it claims its rows with FOR UPDATE SKIP LOCKED."""

    def decorate(method: Callable[..., None]) -> Callable[..., Any]:
        @wraps(method)
        def run(service: Any, tick: Tick) -> None:
            tick.run(service, method)

        return Every.decorator(seconds, own_transactions=own_transactions)(run)  # type: ignore[no-any-return]  # nameko has no types

    return decorate


class Tick:
    def __init__(self, entrypoint: Every) -> None:
        self._entrypoint = entrypoint

    def run(self, service: Any, method: Callable[..., None]) -> None:
        """Never raises: the next tick tries again."""
        name = f"{self._entrypoint.container.service_name}.{self._entrypoint.method_name}"
        current_trace.set(Trace.new())
        try:
            outcome = self._run(service, method, name)
        except Unavailable as refusal:
            outcome = refusal.code
            logger.warning("%s waits: %s", name, refusal.detail)
        except (Exception, Timeout) as error:  # eventlet's Timeout is no Exception, and would end the process
            outcome = error.code if isinstance(error, Refusal) else "failed"
            logger.exception("%s failed", name)
        TIMERS.labels(name, outcome).inc()

    def _run(self, service: Any, method: Callable[..., None], name: str) -> str:
        container = self._entrypoint.container
        context = Context(actor=service_actor(container.service_name), now=utc_now(), trace=current_trace.get())
        if self._entrypoint.own_transactions:
            method(service, context)
            return "ok"
        limit = container.config["SETTINGS"].work_timeout
        with self._entrypoint.database.work(context, seconds=limit) as work:
            taken = work.session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(lock_number(name))))
            if not taken:
                return "elsewhere"
            method(service, work)
        return "ok"
