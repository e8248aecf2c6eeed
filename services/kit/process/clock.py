"""This process's clock beside the database server's, which every process of the service sees."""

import logging
import time

import eventlet
import sqlalchemy as sa
from nameko.extensions import SharedExtension

from services.contracts.refusals import Unavailable
from services.kit.database.pool import DatabasePool
from services.kit.skew import FURTHEST, WORTH_A_LOOK, ours_ahead
from services.kit.telemetry import CLOCK_SKEW

logger = logging.getLogger(__name__)

EVERY = 10.0


class ClockWatch(SharedExtension):  # type: ignore[misc]  # nameko has no types
    database = DatabasePool()

    def setup(self) -> None:
        self.skew = 0.0

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier="clock watch")

    def stop(self) -> None:
        self._thread.kill()

    def kill(self) -> None:
        self._thread.kill()

    @property
    def fits(self) -> bool:
        """Whether others take our assertions for fresh, and we theirs."""
        return abs(self.skew) <= FURTHEST

    def measure(self) -> None:
        """Raises SQLAlchemyError."""
        with self.database.reading.connect() as connection:
            before = time.time()
            theirs = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
            self.skew = ours_ahead(before, theirs.timestamp(), time.time())
        CLOCK_SKEW.set(self.skew)

    def _run(self) -> None:
        while True:
            try:
                with eventlet.Timeout(EVERY, Unavailable("the database takes too long")):
                    self.database.try_a_write()
                    self.measure()
            except Exception as error:  # whatever it is, the next look may do better; ending here would end the service
                logger.info("clock not compared: %s", type(error).__name__)
            else:
                if abs(self.skew) > WORTH_A_LOOK:
                    logger.error("this clock and the database's are apart", extra={"seconds": round(self.skew, 1)})
            eventlet.sleep(EVERY)
