"""Forgets saved replies, handled and published events once nobody can ask for them again."""

import logging
from datetime import datetime, timedelta

import eventlet
import sqlalchemy as sa
from nameko.extensions import SharedExtension
from sqlalchemy.exc import SQLAlchemyError

from services.kit.database.house_tables import IDEMPOTENCY, INBOX, PUBLISHED_EVENTS
from services.kit.database.pool import DatabasePool
from services.kit.retention import INBOX_LIVES, REPLIES_LIVE
from services.kit.work import utc_now

logger = logging.getLogger(__name__)

EVERY = 600.0
BATCH = 1000
"""Rows a transaction: none holds its locks for long, however much there is to forget."""


class Pruning(SharedExtension):  # type: ignore[misc]  # nameko has no types
    database = DatabasePool()

    def setup(self) -> None:
        self._published_kept = timedelta(days=self.container.config["SETTINGS"].published_events_kept)

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier="pruning")

    def stop(self) -> None:
        self._thread.kill()

    def kill(self) -> None:
        self._thread.kill()

    def _run(self) -> None:
        while True:
            eventlet.sleep(EVERY)
            try:
                prune(self.database.engine, published_kept=self._published_kept)
            except SQLAlchemyError as error:
                logger.warning("not pruned this time: %s", type(error).__name__)


def prune(engine: sa.Engine, *, published_kept: timedelta) -> None:
    now = utc_now()
    _forget(engine, IDEMPOTENCY.c.saved_at, now - REPLIES_LIVE)
    _forget(engine, INBOX.c.handled_at, now - INBOX_LIVES)
    _forget(engine, PUBLISHED_EVENTS.c.published_at, now - published_kept)


def _forget(engine: sa.Engine, age: "sa.Column[datetime]", before: datetime) -> None:
    """Rows that another process is at are left to it."""
    key = list(age.table.primary_key)
    oldest = sa.select(*key).where(age < before).order_by(age).limit(BATCH).with_for_update(skip_locked=True)
    forget = sa.delete(age.table).where(sa.tuple_(*key).in_(oldest))
    more = True
    while more:
        with engine.begin() as connection:
            more = connection.execute(forget).rowcount == BATCH
