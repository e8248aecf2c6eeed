"""Forgets saved replies and handled events once nobody can ask for them again."""

import logging
from datetime import timedelta

import eventlet
import sqlalchemy as sa
from nameko.extensions import SharedExtension
from sqlalchemy.exc import SQLAlchemyError

from services.kit.database import DatabasePool
from services.kit.house_tables import IDEMPOTENCY, INBOX
from services.kit.work import utc_now

logger = logging.getLogger(__name__)

REPLIES_LIVE = timedelta(days=2)
"""They hold what the member was answered: no longer than a client reasonably retries."""
INBOX_LIVES = timedelta(days=30)
"""Longer than the journal (7 days), from which an event may come again."""
EVERY = 600.0


class Pruning(SharedExtension):  # type: ignore[misc]  # nameko has no types
    database = DatabasePool()

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
                prune(self.database.engine)
            except SQLAlchemyError as error:
                logger.warning("not pruned this time: %s", type(error).__name__)


def prune(engine: sa.Engine) -> None:
    now = utc_now()
    with engine.begin() as connection:
        connection.execute(sa.delete(IDEMPOTENCY).where(IDEMPOTENCY.c.saved_at < now - REPLIES_LIVE))
        connection.execute(sa.delete(INBOX).where(INBOX.c.handled_at < now - INBOX_LIVES))
