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
from services.kit.assertions import Signer
from services.kit.broker.queue_consumer import BrokerGone, SturdyQueueConsumer, body_bytes
from services.kit.broker.topology import RPC_EXCHANGE, reply_queue
from services.kit.deadlines import deadline_headers, seconds_until
from services.kit.telemetry import current_trace
from services.kit.work import refuse_in_transaction


class ReplyConsumer(SharedExtension):  # type: ignore[misc]  # nameko has no types
    queue_consumer = SturdyQueueConsumer()
    handles_at_once = True
    """Nothing in `handle_message` waits, so it needs no greenlet of its own."""

    def setup(self) -> None:
        self._waiting: dict[str, Signal] = {}
        self.routing_key = str(uuid.uuid4())
        self.queue = reply_queue(self.container.service_name, self.routing_key)
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
        self._signer = Signer(self.container.service_name, self.container.config["SETTINGS"].signing_key_file)

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
        left = seconds_until(self._headers.get("ends"))
        timeout = timeout if left is None else max(0.05, min(timeout, left))
        body = orjson.dumps({"args": [request.model_dump(mode="json")], "kwargs": {}})
        reply = self.replies.ask(
            f"{request.service()}.{request.method()}", body, self._call_headers(timeout, key), timeout
        )
        told = orjson.loads(reply)
        if told["error"]:
            raise _refusal(told["error"])
        try:
            return request.reply_type().received(told["result"])
        except ValidationError as error:
            raise Internal("the answer is not what was promised") from error

    def _call_headers(self, timeout: float, key: str | None) -> dict[str, Any]:
        headers: dict[str, Any] = {
            "nameko.actor": self._signer.sign_as_service(),
            **deadline_headers(timeout),
        }
        if trace := current_trace.get():
            headers["nameko.traceparent"] = str(trace)
        if language := self._headers.get("language"):
            headers["nameko.language"] = language
        if key:
            headers["nameko.idempotency_key"] = key
        return headers


def _refusal(error: dict[str, Any]) -> Refusal:
    """Also of a plain nameko service, whose exceptions carry no code."""
    told = (error.get("exc_args") or [None])[0]
    return Refusal.from_wire(told) if isinstance(told, dict) and "code" in told else Internal()
