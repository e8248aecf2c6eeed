"""Takes the mails that are due and has each sent, a few at once. A mail leaves outside any transaction: it is taken in
one, and what became of it is noted in another."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial, wraps
from itertools import chain, repeat
from typing import Any
from uuid import UUID

import eventlet
from eventlet.queue import Empty, Full, Queue
from eventlet.semaphore import Semaphore
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, SharedExtension
from prometheus_client import Counter, Histogram

from services.contracts.refusals import Unavailable
from services.kit.assertions import service_actor
from services.kit.database.pool import DatabasePool
from services.kit.work import Context, utc_now
from services.notifications.domain.mails import Mail, State
from services.notifications.ports import Deferred
from services.notifications.settings import Settings
from services.notifications.store.mails import note_outcome, take_due_mails

logger = logging.getLogger(__name__)

MAILS = Counter("agentspace_mails_total", "Tries to send a mail, by what became of them", ["type", "outcome"])
MAIL_AGE = Histogram(
    "agentspace_mail_age_seconds",
    "From the event to the mail server's word that it has the mail",
    ["type"],
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60, 600, 3600),
)

NOTING_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between two tries to note what became of a mail; the last one for all that follow."""
PATIENCE_AFTER_OUTAGE = 10.0
"""Seconds for which every sender leaves ended leases alone once the database is back: longer than the longest of those
pauses, so that whoever sent a mail notes it before somebody else sends it again."""


def due_mails(method: Callable[[Any, Mail], None]) -> Callable[[Any, Mail], None]:
    """`@due_mails` on the method that sends one mail and says on it what became of it."""

    @wraps(method)
    def within_its_time(service: Any, mail: Mail) -> None:
        with eventlet.Timeout(service.settings.sending_timeout, Deferred("timeout")):
            method(service, mail)

    decorated: Callable[[Any, Mail], None] = DueMails.decorator(within_its_time)
    return decorated


class MailAdded(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """Set after the commit that added a mail, so that it leaves now and not at the next look."""

    def setup(self) -> None:
        self._signal: Queue[None] = Queue(maxsize=1)

    def set(self) -> None:
        with suppress(Full):
            self._signal.put_nowait(None)

    def wait(self, seconds: float) -> None:
        with suppress(Empty):
            self._signal.get(timeout=seconds)


class DueMails(Entrypoint):  # type: ignore[misc]  # nameko has no types
    mail_added = MailAdded()
    pool = DatabasePool()

    def setup(self) -> None:
        self._settings: Settings = self.container.config["SETTINGS"]
        self._slots = Semaphore(self._settings.mails_at_once)
        self._stopping = False
        self._under_way: set[UUID] = set()
        self._looked = time.monotonic()
        self._patient_until = 0.0

    def start(self) -> None:
        self._thread = self.container.spawn_managed_thread(self._run, identifier="due-mails")

    def stop(self) -> None:
        self._stopping = True
        self.mail_added.set()
        self._thread.wait()

    def kill(self) -> None:
        self._stopping = True

    def _run(self) -> None:
        while not self._stopping:
            with self._slots:
                pass  # until one is free
            free = self._slots.counter
            taken = self._take(free)
            for mail in taken:
                self._fire(mail)
            if len(taken) < free:
                self.mail_added.wait(self._settings.mail_interval)

    def _take(self, limit: int) -> list[Mail]:
        lease = self._settings.sending_lease
        if time.monotonic() - self._looked > lease:
            self._let_others_note()
        states: list[State] = ["queued"] if time.monotonic() < self._patient_until else ["queued", "sending"]
        try:
            with self.pool.work(self._context()) as work:
                mails = take_due_mails(
                    work.session, timedelta(seconds=lease), limit, states=states, but=self._under_way
                )
        except Unavailable as away:
            self._let_others_note()
            logger.warning("no mails taken: %s", away.detail)
        except Exception:  # whatever it is, the next look may do better; ending here would end the service
            logger.exception("no mails taken")
        else:
            self._looked = time.monotonic()
            return mails
        return []

    def _let_others_note(self) -> None:
        """The database was away: a lease that ended meanwhile may be of a mail that left and could not be noted."""
        self._patient_until = time.monotonic() + PATIENCE_AFTER_OUTAGE

    def _fire(self, mail: Mail) -> None:
        self._slots.acquire()
        self._under_way.add(mail.id)
        try:
            self.container.spawn_worker(self, (mail,), {}, handle_result=partial(self._done, mail))
        except ContainerBeingKilled:
            self._free(mail)  # it is due again after its lease

    def _done(self, mail: Mail, _worker_ctx: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        if exc_info:
            logger.error("mail %s could not be written", mail.id, exc_info=exc_info)
            mail.defer("internal", at=utc_now())
        _observe(mail)
        try:
            self._note(mail)
        except Exception:  # it is due again after its lease; raised here it would end the service
            logger.exception("what became of mail %s could not be noted", mail.id)
        finally:
            self._free(mail)
        return result, None

    def _note(self, mail: Mail) -> None:
        """Forgotten, it would be sent a second time: tried until it is written or the process ends. It keeps one of the
        few places of `mails_at_once` for as long, so that no more are under way than there were."""
        for pause in chain(NOTING_PAUSES, repeat(NOTING_PAUSES[-1])):
            try:
                with self.pool.work(self._context()) as work:
                    note_outcome(work, mail)
                    return
            except Unavailable as away:
                logger.warning("what became of mail %s is not noted yet: %s", mail.id, away.detail)
                eventlet.sleep(pause)

    def _free(self, mail: Mail) -> None:
        self._under_way.discard(mail.id)
        self._slots.release()

    def _context(self) -> Context:
        return Context(actor=service_actor(self.container.service_name), now=utc_now())


def _observe(mail: Mail) -> None:
    MAILS.labels(mail.type, mail.state).inc()
    if mail.state == "sent":
        MAIL_AGE.labels(mail.type).observe((utc_now() - mail.created_at).total_seconds())
    about = {"mail_id": str(mail.id), "event_id": mail.event_id, "type": mail.type, "state": mail.state}
    logger.info("mail", extra=about | {"attempts": mail.attempts, "reason": mail.reason})
