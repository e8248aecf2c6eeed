"""Mails leave outside any transaction: taken in one, noted in another, sent in between."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import chain, repeat
from typing import Any
from uuid import UUID

import eventlet
from eventlet.queue import Empty, Full, Queue
from eventlet.semaphore import Semaphore
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import DependencyProvider, Entrypoint, SharedExtension
from prometheus_client import Counter, Histogram

from services.contracts.identity import (
    CollectSecret,
    ContactView,
    GetContact,
    GetNumberCommunication,
    NumberCommunicationView,
    SecretView,
)
from services.contracts.refusals import Unavailable
from services.kit.assertions import service_actor
from services.kit.database.pool import Database, DatabasePool
from services.kit.rpc.client import RpcClient
from services.kit.work import Context, utc_now
from services.notifications.composing import LettersFromTemplates
from services.notifications.domain.mails import Mail, State
from services.notifications.handlers.delivering import NotTaken, deliver
from services.notifications.settings import Settings
from services.notifications.smtp import SmtpPostOffice
from services.notifications.store import note_outcome, take_due_mails

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


class MailBell(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """Rung after the commit that added a mail, so that it leaves now and not at the next look."""

    def setup(self) -> None:
        self._rung: Queue[None] = Queue(maxsize=1)

    def ring(self) -> None:
        with suppress(Full):
            self._rung.put_nowait(None)

    def wait(self, seconds: float) -> None:
        with suppress(Empty):
            self._rung.get(timeout=seconds)


class Bell(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    shared = MailBell()

    def get_dependency(self, worker_ctx: Any) -> MailBell:
        return self.shared


class DueMails(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """Fires its method for each mail that is due, a few at once; the method says what became of it."""

    bell = MailBell()
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
        self.bell.ring()
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
                self.bell.wait(self._settings.mail_interval)

    def _take(self, limit: int) -> list[Mail]:
        context = Context(actor=service_actor(self.container.service_name), now=utc_now())
        lease = self._settings.sending_lease
        if time.monotonic() - self._looked > lease:
            self._let_others_note()
        states: list[State] = ["queued"] if time.monotonic() < self._patient_until else ["queued", "sending"]
        try:
            with self.pool.work(context) as work:
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
        self._free(mail)
        return result, exc_info

    def _free(self, mail: Mail) -> None:
        self._under_way.discard(mail.id)
        self._slots.release()


def due_mails(method: Callable[[Any, Mail], None]) -> Callable[[Any, Mail], None]:
    decorated: Callable[[Any, Mail], None] = DueMails.decorator(method)
    return decorated


def send(mail: Mail, rpc: RpcClient, database: Database, settings: Settings) -> None:
    letters = LettersFromTemplates(IdentityDirectory(rpc), settings.public_url)
    try:
        with eventlet.Timeout(settings.sending_timeout, NotTaken("timeout")):
            deliver(mail, utc_now, letters, SmtpPostOffice(settings))
    except Exception:
        logger.exception("mail %s could not be written", mail.id)
        mail.put_off("internal", at=utc_now())
    MAILS.labels(mail.type, mail.state).inc()
    if mail.state == "sent":
        MAIL_AGE.labels(mail.type).observe((utc_now() - mail.created_at).total_seconds())
    told = {"mail_id": str(mail.id), "event_id": mail.event_id, "type": mail.type, "state": mail.state}
    logger.info("mail", extra=told | {"attempts": mail.attempts, "reason": mail.reason})
    _note(mail, database)


def _note(mail: Mail, database: Database) -> None:
    """Forgotten, it would be sent a second time: tried until it is written or the process ends. It keeps one of the few
    places of `mails_at_once` for as long, so that no more are under way than there were."""
    for pause in chain(NOTING_PAUSES, repeat(NOTING_PAUSES[-1])):
        try:
            with database.work() as work:
                note_outcome(work, mail)
                return
        except Unavailable as away:
            logger.warning("what became of mail %s is not noted yet: %s", mail.id, away.detail)
            eventlet.sleep(pause)


class IdentityDirectory:
    def __init__(self, rpc: RpcClient) -> None:
        self._rpc = rpc

    def contact(self, account_id: UUID) -> ContactView:
        return self._rpc.ask(GetContact(account_id=account_id))

    def number_communication(self, request_id: UUID) -> NumberCommunicationView:
        return self._rpc.ask(GetNumberCommunication(request_id=request_id))

    def secret(self, delivery_id: UUID, event_id: str) -> SecretView:
        return self._rpc.tell(CollectSecret(delivery_id=delivery_id), key=event_id)
