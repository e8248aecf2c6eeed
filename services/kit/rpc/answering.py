"""`@handles(Command)`: what a service answers. Decodes, checks deadline and who may call, runs the handler in one
transaction with the saved reply, and lets nothing out but the refusals that the command declares."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from eventlet.timeout import Timeout
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import SharedExtension
from nameko.rpc import Rpc
from pydantic import ValidationError

from services.contracts.base import Command, Query, View
from services.contracts.language import language_of
from services.contracts.refusals import (
    DeadlineExpired,
    IdempotencyKeyMissing,
    Internal,
    Invalid,
    NotAuthenticated,
    NotPermitted,
    Refusal,
    Unavailable,
    may_refuse,
)
from services.kit.database.pool import DatabasePool
from services.kit.deadlines import ends_at, seconds_until
from services.kit.proofs import BadProof
from services.kit.rpc.acts import write_down
from services.kit.rpc.admission import Admission, Asked, MayNotSend
from services.kit.rpc.bulkheads import Bulkhead, Line
from services.kit.rpc.decoding import field_errors
from services.kit.rpc.idempotency import OnlyOnce, SavedReply
from services.kit.rpc.replies import CallConsumer, refusal_body, result_body
from services.kit.sealing import seal_reply
from services.kit.telemetry import CALL_SECONDS, CALLS_BY_OUTCOME, Trace, current_trace
from services.kit.work import Context, utc_now

__all__ = ["handles"]

logger = logging.getLogger(__name__)

LONGEST_KEY = 200
Request = Command[Any] | Query[Any]


class Door(SharedExtension):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        self.admission = Admission(self.container.service_name, self.container.config["SETTINGS"])


class Handles(Rpc):  # type: ignore[misc]  # nameko has no types
    """The entrypoint; `request_type` says what the method answers."""

    rpc_consumer = CallConsumer()
    database = DatabasePool()
    door = Door()

    def __init__(
        self,
        request_type: type[Request],
        prepare: Callable[..., Any] | None = None,
        bulkhead: Bulkhead | None = None,
    ) -> None:
        super().__init__()
        self.request_type = request_type
        self.prepare = prepare
        self.bulkhead = bulkhead
        self.line: Line | None = None

    def setup(self) -> None:
        expected = (self.request_type.service(), self.request_type.method())
        if (self.container.service_name, self.method_name) != expected:
            raise TypeError(f"{self.request_type.__name__} is answered by {'.'.join(expected)}, nowhere else")
        if self.bulkhead:
            if self.bulkhead.refusal not in may_refuse(self.request_type):
                raise TypeError(f"{self.request_type.__name__} does not declare {self.bulkhead.refusal.__name__}")
            self.line = self.rpc_consumer.line_of(self.bulkhead)
        super().setup()

    def take(self, payload: object, sealed: object, message: Any) -> None:
        delivery = CallDelivery(self, payload, sealed, message)
        if self.line:
            self.line.enter(delivery)
        else:
            delivery.start()


def handles(
    request_type: type[Request],
    *,
    prepare: Callable[..., Any] | None = None,
    bulkhead: Bulkhead | None = None,
) -> Callable[[Callable[..., View]], Callable[..., Any]]:
    """The method takes (command, work), or (command, work, prepared) with `prepare(service, command, context)`, which
    runs before the transaction: other services, the object store, CPU. `bulkhead`: whose limit it counts towards."""

    def decorate(method: Callable[..., View]) -> Callable[..., Any]:
        @wraps(method)
        def run(service: Any, call: IncomingCall) -> bytes:
            return call.run(service, method)

        return Handles.decorator(request_type, prepare, bulkhead)(run)  # type: ignore[no-any-return]  # nameko has no types

    return decorate


class CallDelivery:
    """A call with the message that brought it: run by a worker, refused unheard, or given back to the broker."""

    def __init__(self, entrypoint: Handles, payload: object, sealed: object, message: Any) -> None:
        self._entrypoint = entrypoint
        self._message = message
        self._headers = entrypoint.unpack_message_headers(message)
        self._headers["ends"] = ends_at(self._headers)
        self._call = IncomingCall(entrypoint, Asked(entrypoint.request_type, payload, sealed, self._headers, message))
        self._ends: float = (
            self._headers["ends"] or time.monotonic() + entrypoint.container.config["SETTINGS"].work_timeout
        )
        self._started = 0.0

    @property
    def seconds_left(self) -> float:
        return self._ends - time.monotonic()

    def start(self) -> None:
        self._started = time.monotonic()
        try:
            self._entrypoint.container.spawn_worker(
                self._entrypoint, (self._call,), {}, context_data=self._headers, handle_result=self._answer
            )
        except ContainerBeingKilled:
            self.give_back()

    def refuse(self, refusal: Unavailable) -> None:
        self._entrypoint.rpc_consumer.reply(self._message, self._call.refused(refusal))

    def give_back(self) -> None:
        self._entrypoint.rpc_consumer.requeue_message(self._message)

    def _answer(self, _worker_ctx: Any, result: Any, exc_info: Any) -> tuple[Any, Any]:
        self._entrypoint.rpc_consumer.reply(self._message, refusal_body(Internal()) if exc_info else result)
        if self._entrypoint.line:
            self._entrypoint.line.leave(time.monotonic() - self._started)
        return None, None


class IncomingCall:
    """One delivery of one call, from its headers to the bytes of its reply."""

    def __init__(self, entrypoint: Handles, asked: Asked) -> None:
        self._entrypoint = entrypoint
        self._asked = asked
        self._type = entrypoint.request_type
        self._name = f"{self._type.service()}.{self._type.method()}"
        self._headers = asked.headers
        self._arrived = time.monotonic()

    def run(self, service: Any, method: Callable[..., View]) -> bytes:
        """Never raises: what goes wrong is a refusal's bytes."""
        current_trace.set(Trace.carry_on(self._headers.get("traceparent")))
        try:
            reply = result_body(self._checked(service, method))
            outcome = "ok"
        except Refusal as refusal:
            told = refusal if self._declares(refusal) else Internal()
            reply, outcome = refusal_body(told), told.code
        except BadProof as error:
            logger.warning("%s: proof not accepted: %s", self._name, error)
            told = NotPermitted() if isinstance(error, MayNotSend) else NotAuthenticated()
            reply, outcome = refusal_body(told), "unproven"
        except (Exception, Timeout):  # eventlet's Timeout is no Exception, and would end the process
            logger.exception("%s failed", self._name)
            reply, outcome = refusal_body(Internal()), Internal.code
        self._note(outcome)
        return reply

    def refused(self, refusal: Refusal) -> bytes:
        """Without having been looked at."""
        self._note(refusal.code)
        return refusal_body(refusal)

    def _declares(self, refusal: Refusal) -> bool:
        """One that is not declared is a mistake of ours: whoever asks could not have known of it."""
        declared = type(refusal) in may_refuse(self._type)
        if not declared:
            logger.error("%s refused with %s, which it does not declare", self._name, type(refusal).__name__)
        return declared

    def _note(self, outcome: str) -> None:
        seconds = time.monotonic() - self._arrived
        CALLS_BY_OUTCOME.labels(self._name, outcome).inc()
        CALL_SECONDS.labels(self._name).observe(seconds)
        logger.info("call", extra={"method": self._name, "outcome": outcome, "ms": round(seconds * 1000, 1)})

    def _checked(self, service: Any, method: Callable[..., View]) -> str:
        seconds = seconds_until(self._headers["ends"])
        if seconds is not None and seconds <= 0:
            raise DeadlineExpired("the caller had stopped waiting")
        admitted = self._entrypoint.door.admission.admit(self._asked)
        context = Context(
            actor=admitted.actor,
            now=utc_now(),
            language=language_of(self._headers.get("language")),
            trace=current_trace.get(),
            idempotency_key=self._headers.get("idempotency_key"),
        )
        try:
            request = self._type.model_validate(admitted.payload)
        except ValidationError as error:
            raise Invalid("what was sent breaks a rule", errors=field_errors(error)) from None
        limit = self._entrypoint.container.config["SETTINGS"].work_timeout
        reply = self._handled(service, method, request, context, admitted.call_id, min(seconds or limit, limit))
        sealed = self._type.sealed_reply and admitted.reply_key
        return seal_reply(admitted.reply_key, reply.encode()).decode() if sealed else reply

    def _handled(
        self,
        service: Any,
        method: Callable[..., View],
        request: Request,
        context: Context,
        call_id: str | None,
        seconds: float,
    ) -> str:
        saved = self._saved_reply(request, context)
        once = OnlyOnce(request, call_id) if call_id and isinstance(request, Command) else None
        pool = self._entrypoint.database
        arguments: tuple[Any, ...] = ()
        if self._entrypoint.prepare:
            if saved:
                with pool.work(context, read_only=True, seconds=seconds) as work:
                    reply = saved.find(work.session)
                if reply is not None:
                    return reply  # what prepare asks for may be gone by now
            arguments = (self._entrypoint.prepare(service, request, context),)
        refused: Refusal | None = None
        with pool.work(context, read_only=isinstance(request, Query), seconds=seconds) as work:
            if saved and (reply := saved.claim(work.session)) is not None:
                return reply
            if once:
                once.claim(work.session)
            try:
                view = method(service, request, work, *arguments)
                if isinstance(request, Command):
                    write_down(request, view, work)
                reply = view.model_dump_json()
            except Refusal as refusal:
                if not getattr(request, "effect_on_refusal", False) or type(refusal) not in may_refuse(self._type):
                    raise
                refused = refusal
            if saved:
                saved.forget(work.session) if refused else saved.save(work.session, reply or "")
        if refused:
            raise refused
        return reply or ""

    def _saved_reply(self, request: Request, context: Context) -> SavedReply | None:
        if not isinstance(request, Command):
            return None
        key = context.idempotency_key
        if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
            raise IdempotencyKeyMissing(f"a command needs an idempotency key of 1 to {LONGEST_KEY} characters")
        return None if request.secret_reply else SavedReply(context.actor.subject, request.method(), key, request)
