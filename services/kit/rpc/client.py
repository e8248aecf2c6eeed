"""One service asking another: bounded, and refused at once where nobody is there to answer."""

import uuid
from copy import copy
from typing import Any, cast

import orjson
from eventlet.event import Event as Signal
from eventlet.timeout import Timeout
from nameko.extensions import DependencyProvider, SharedExtension
from pydantic import ValidationError

from services.contracts.base import Command, Query, ReplyT_co
from services.contracts.refusals import Internal, Refusal, Unavailable
from services.kit.broker.queue_consumer import BrokerGone, SturdyQueueConsumer, body_bytes
from services.kit.broker.topology import RPC_EXCHANGE, reply_key, reply_queue
from services.kit.deadlines import deadline_headers, seconds_until
from services.kit.proofs import PROOF, BadProof, Call, Prover
from services.kit.sealing import SEALED, CannotOpen, CannotSeal, Sealer, open_reply
from services.kit.telemetry import current_trace
from services.kit.work import refuse_in_transaction


class ReplyConsumer(SharedExtension):  # type: ignore[misc]  # nameko has no types
    queue_consumer = SturdyQueueConsumer()
    handles_at_once = True
    """Nothing in `handle_message` waits, so it needs no greenlet of its own."""

    def setup(self) -> None:
        self._waiting: dict[str, Signal] = {}
        self.routing_key = reply_key(self.container.service_name)
        self.queue = reply_queue(self.routing_key)
        self.queue_consumer.when_lost(self._fail_all)
        self.queue_consumer.when_returned(self._fail)
        self.queue_consumer.register_provider(self)

    def stop(self) -> None:
        self.queue_consumer.unregister_provider(self)

    def handle_message(self, _body: object, message: Any) -> None:
        self.queue_consumer.ack_message(message)
        waiting = self._waiting.pop(message.properties.get("correlation_id"), None)
        if waiting:
            waiting.send(body_bytes(message))

    def ask(self, routing_key: str, body: bytes, headers: dict[str, Any], timeout: float) -> bytes:
        """Raises Unavailable."""
        call_id = uuid.uuid4().hex
        answered = self._waiting[call_id] = Signal()
        try:
            with Timeout(timeout, Unavailable(f"{routing_key} does not answer")):
                self.queue_consumer.send(
                    RPC_EXCHANGE.name,
                    routing_key,
                    body,
                    mandatory=True,
                    reply_to=self.routing_key,
                    correlation_id=call_id,
                    expiration=str(max(1, round(timeout * 1000))),
                    application_headers=headers,
                )
                return bytes(answered.wait())
        except BrokerGone as error:
            raise Unavailable("the broker is away") from error
        finally:
            self._waiting.pop(call_id, None)

    def _fail(self, call_id: str) -> None:
        if waiting := self._waiting.pop(call_id, None):
            waiting.send_exception(Unavailable("that service is not running"))

    def _fail_all(self) -> None:
        for call_id in list(self._waiting):
            if waiting := self._waiting.pop(call_id, None):
                waiting.send_exception(Unavailable("the broker went away"))


class RpcClient(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """`rpc = RpcClient()` on a service class. Asks as the service itself, whoever it works for."""

    replies = ReplyConsumer()
    _headers: dict[str, Any]

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self._prover = Prover(self.container.service_name, settings.call_key_file, settings.trusted_keys_dir)
        self._sealer = Sealer(settings.trusted_keys_dir)

    def get_dependency(self, worker_ctx: Any) -> "RpcClient":
        bound = copy(self)
        bound._headers = worker_ctx.data
        return bound

    def ask(self, query: Query[ReplyT_co], *, timeout: float = 2.0) -> ReplyT_co:  # not asynchronous
        """Its view. Raises the refusal that the other service answered; Unavailable within `timeout` seconds."""
        return cast("ReplyT_co", self._send(query, timeout, None))

    def tell(self, command: Command[ReplyT_co], *, key: str, timeout: float = 5.0) -> ReplyT_co:
        """`key`: the same each time this is tried again (an event's id, say), so that it is done once."""
        return cast("ReplyT_co", self._send(command, timeout, key))

    def _send(self, request: Any, timeout: float, key: str | None) -> Any:
        refuse_in_transaction(f"{request.service()}.{request.method()}")
        if self.container.service_name not in request.senders:
            raise TypeError(f"{type(request).__name__} is not for {self.container.service_name} to send")
        left = seconds_until(self._headers.get("ends"))
        timeout = timeout if left is None else max(0.05, min(timeout, left))
        told: dict[str, Any] = {"args": [request.model_dump(mode="json", exclude=request.sealed_fields)], "kwargs": {}}
        reply_key = b""
        if request.is_sealed():
            told[SEALED], reply_key = self._sealed(request)
        body = orjson.dumps(told)
        call = Call(request.service(), request.method(), body, None, key, self.replies.routing_key)
        headers = self._call_headers(call, timeout)
        reply = orjson.loads(self.replies.ask(request.routing_key(), body, headers, timeout))
        if reply["error"]:
            raise _refusal(reply["error"])
        try:
            return request.reply_type().received(open_reply(reply_key, reply["result"]))
        except (ValidationError, CannotOpen) as error:
            raise Internal("the answer is not what was promised") from error

    def _sealed(self, request: Any) -> tuple[str, bytes]:
        secrets = request.model_dump(mode="json", include=request.sealed_fields)
        try:
            return self._sealer.seal(request.routing_key(), secrets)
        except CannotSeal as error:
            raise Unavailable(str(error)) from error

    def _call_headers(self, call: Call, timeout: float) -> dict[str, Any]:
        try:
            headers: dict[str, Any] = {PROOF: self._prover.prove(call), **deadline_headers(timeout)}
        except BadProof as error:
            raise Unavailable(str(error)) from error
        if trace := current_trace.get():
            headers["nameko.traceparent"] = str(trace)
        if language := self._headers.get("language"):
            headers["nameko.language"] = language
        if call.idempotency_key:
            headers["nameko.idempotency_key"] = call.idempotency_key
        return headers


def _refusal(error: dict[str, Any]) -> Refusal:
    """Also of a plain nameko service, whose exceptions carry no code."""
    told = (error.get("exc_args") or [None])[0]
    return Refusal.from_wire(told) if isinstance(told, dict) and "code" in told else Internal()
