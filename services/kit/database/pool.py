"""PostgreSQL for a service: the engine, and the one place where transactions begin and end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import Any

import eventlet
import sqlalchemy as sa
from nameko.extensions import DependencyProvider, SharedExtension
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Event
from services.contracts.refusals import Unavailable
from services.kit.assertions import service_actor
from services.kit.broker.envelopes import envelope
from services.kit.database.engines import reading_engine, writing_engine
from services.kit.database.house_tables import OUTBOX, metadata_with_house_tables
from services.kit.database.outbox import OutboxRelay
from services.kit.settings import ServiceSettings
from services.kit.telemetry import current_trace
from services.kit.work import Context, Work, transaction_is_open, utc_now

__all__ = ["Database", "DatabasePool", "Work", "metadata_with_house_tables"]

logger = logging.getLogger(__name__)

_PASSING = ("08", "53", "57", "40", "55P03")
"""SQLSTATE classes of what is not the statement's fault: connection, resources, operator, rollback, lock timeout."""


class DatabasePool(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """One a process, whatever the number of entrypoints that use it."""

    relay = OutboxRelay()

    def setup(self) -> None:
        settings: ServiceSettings = self.container.config["SETTINGS"]
        self.engine = writing_engine(settings, self.container.service_name)
        self.reading = reading_engine(settings, self.container.service_name)
        self.relay.attach(self.engine)
        self._could_write = True

    def stop(self) -> None:
        self.engine.dispose()
        self.reading.dispose()

    def try_a_write(self) -> None:
        """Raises SQLAlchemyError where the server takes none. It deletes nothing, and is refused all the same by a
        standby and by a server whose transactions are read-only."""
        try:
            with self.engine.begin() as connection:
                connection.execute(sa.delete(OUTBOX).where(sa.false()))
        except SQLAlchemyError:
            self._could_write = False
            raise
        if not self._could_write:  # whoever reads may still be with the server that took none, and see old rows
            self.reading.dispose()
            self._could_write = True

    @contextmanager
    def work(self, context: Context, *, read_only: bool = False, seconds: float = 30) -> Iterator[Work]:
        """Commits where the block ends, rolls back where it raises. A database that is down, or slower than `seconds`,
        is `Unavailable`, whatever was raised. `read_only`: the server refuses to write."""
        recorder = Recorder(context.now, self.container.service_name)
        try:
            with (
                eventlet.Timeout(seconds, Unavailable("the database takes too long")),
                Session(self.reading if read_only else self.engine, expire_on_commit=False) as session,
                transaction_is_open(),
                session.begin(),
            ):
                yield _work(context, session, recorder)
                recorder.write(session)
        except (DBAPIError, PoolTimeout) as error:
            if _passes(error):
                logger.warning("the database does not answer: %s", _kind(error))
                raise Unavailable("the database does not answer") from error
            raise
        if recorder.rows:
            self.relay.wake()


class Database(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """`database = Database()` on a service class, for work that is no single transaction: a timer that claims rows,
    talks to another machine, and writes down what came of it. A handler's transaction needs none of it."""

    pool = DatabasePool()
    _service = ""

    def get_dependency(self, worker_ctx: Any) -> "Database":
        bound = copy(self)
        bound._service = worker_ctx.service_name
        return bound

    @contextmanager
    def work(self, *, actor: Actor | None = None, read_only: bool = False) -> Iterator[Work]:
        """A transaction of its own, as the service itself."""
        context = Context(actor=actor or service_actor(self._service), now=utc_now(), trace=current_trace.get())
        with self.pool.work(context, read_only=read_only) as work:
            yield work


class Recorder:
    """Of one transaction's events: written at its end, into its service's outbox."""

    def __init__(self, now: datetime, service: str) -> None:
        self.rows: list[dict[str, Any]] = []
        self._now = now
        self._service = service

    def __call__(self, event: Event) -> None:
        if event.service() != self._service:
            raise ValueError(f"{type(event).__name__} is not for {self._service} to tell")
        event_id, body = envelope(event, now=self._now, trace=current_trace.get())
        self.rows.append({"event_id": event_id, "type": event.event_type(), "envelope": body})

    def write(self, session: Session) -> None:
        session.flush()
        if self.rows:
            session.execute(sa.insert(OUTBOX), self.rows)


def _work(context: Context, session: Session, recorder: Recorder) -> Work:
    known = {name: getattr(context, name) for name in Context.__dataclass_fields__}
    return Work(**known, session=session, record=recorder)


def _kind(error: Exception) -> str:
    """Without the statement, which holds what people wrote."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return f"{type(cause).__name__} {getattr(cause, 'pgcode', None) or ''}".rstrip()


def _passes(error: Exception) -> bool:
    """Whether the same statement may well succeed a little later."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:  # also what `writing_engine` makes of a server that takes no writes
        return True
    state = getattr(error.orig, "pgcode", None)
    if state:
        return str(state).startswith(_PASSING)
    return isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
