"""Does this service consume? It asks itself, through the broker and the queue of its calls: an answer proves it."""

import logging
import time

import eventlet
from nameko.extensions import SharedExtension

from services.contracts.refusals import Unavailable
from services.kit.broker.queue_consumer import SturdyQueueConsumer
from services.kit.broker.topology import LOOPBACK
from services.kit.rpc.client import ReplyConsumer

logger = logging.getLogger(__name__)

EVERY = 5.0


class Loopback(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """Another process of the same service may answer, for they share the queue; that this one holds no message for ever
    is what `consumes` looks at beside it. Where neither is proven, the connection is made anew: the broker then has
    back whatever was held."""

    queue_consumer = SturdyQueueConsumer()
    replies = ReplyConsumer()

    def setup(self) -> None:
        self._answered = time.monotonic()
        # As long as a call may take at the most, and as one that waits behind such calls.
        self._patience: float = self.container.config["SETTINGS"].work_timeout

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier="loopback")

    def stop(self) -> None:
        self._thread.kill()

    def kill(self) -> None:
        self._thread.kill()

    def consumes(self) -> bool:
        """A broker that is away proves nothing against it."""
        connected_since = self.queue_consumer.connected_since
        if connected_since is None:
            return True
        silent = time.monotonic() - max(self._answered, connected_since)
        return max(silent, self.queue_consumer.holds_for()) < 2 * self._patience

    def _run(self) -> None:
        while True:
            try:
                self.replies.ask(f"{self.container.service_name}.{LOOPBACK}", b"{}", {}, self._patience)
                self._answered = time.monotonic()
            except Unavailable as unanswered:
                logger.info("loopback: %s", unanswered.detail)
            if not self.consumes():
                self.queue_consumer.connect_anew("connected, and consuming nothing")
            eventlet.sleep(EVERY)
