"""The two connection pools of a process: one for transactions, one for queries."""

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DisconnectionError

from services.kit.settings import ServiceSettings

RESTED = 1.0
"""Seconds. A connection that was used more lately than this is taken as it is; another is asked first."""


READ_ONLY = "25006"
"""SQLSTATE: the server, or the transaction, takes no writes."""


def writing_engine(settings: ServiceSettings, service: str) -> sa.Engine:
    """A server that takes no writes is the wrong one: its connections count as lost, and the pool makes new ones."""
    engine = _engine(settings, service, isolation_level="READ COMMITTED")
    event.listen(engine, "handle_error", _leave_a_server_that_takes_no_writes)
    return engine


def reading_engine(settings: ServiceSettings, service: str) -> sa.Engine:
    """Each statement by itself: under READ COMMITTED a transaction would see no other snapshots, and cost two more
    rounds to the server. The server refuses to write on these connections."""
    return _engine(settings, service, isolation_level="AUTOCOMMIT", default_transaction_read_only="on")


def _engine(settings: ServiceSettings, service: str, *, isolation_level: str, **options: Any) -> sa.Engine:
    options |= {
        "statement_timeout": int(settings.statement_timeout * 1000),
        "lock_timeout": int(settings.statement_timeout * 1000),
        "idle_in_transaction_session_timeout": int(settings.work_timeout * 2000),
        "timezone": "UTC",
    }
    engine = sa.create_engine(
        sa.make_url(settings.database_url).set(drivername="postgresql+psycopg2"),
        isolation_level=isolation_level,
        pool_size=settings.max_workers + 2,  # the relay, and health
        max_overflow=4,
        pool_timeout=5,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 3,
            "application_name": f"agentspace-{service}",
            "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
            "keepalives_idle": 30,
            "tcp_user_timeout": 15000,
        },
    )
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", _ask_if_rested)
    return engine


def _leave_a_server_that_takes_no_writes(failed: ExceptionContext) -> None:
    if getattr(failed.original_exception, "pgcode", None) == READ_ONLY:
        failed.is_disconnect = True


def _note_the_time(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _ask_if_rested(connection: Any, record: Any, _proxy: Any) -> None:
    """SQLAlchemy's pre-ping asks each time: a round to the server for every call."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < RESTED:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not connection.autocommit:
            connection.rollback()
    except connection.Error as error:
        raise DisconnectionError from error  # the pool throws away what it has, and opens anew
