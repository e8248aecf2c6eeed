"""The consumer of a service's calls, and how a reply goes back. nameko dies where a reply cannot be published; this one
gives the call back, so that the broker delivers it again when it is there, and the saved reply answers it."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

import orjson
from nameko.rpc import RpcConsumer

from services.contracts.refusals import Refusal, Unavailable
from services.kit.broker.queue_consumer import BrokerGone, SturdyQueueConsumer, body_bytes
from services.kit.broker.topology import LOOPBACK, RPC_EXCHANGE, call_queue, sealed_call_queue
from services.kit.deadlines import ANSWERED_AT
from services.kit.rpc.bulkheads import Bulkhead, Limits, Line
from services.kit.sealing import SEALED

logger = logging.getLogger(__name__)

_REPLY_KEY = re.compile(r"reply-([a-z_]+)-[0-9a-f-]{36}")
_REPLY_KEY_BEFORE = re.compile(r"[0-9a-f-]{36}")


def result_body(view_json: str) -> bytes:
    """nameko's reply around a view that is JSON already."""
    return b'{"result":' + view_json.encode() + b',"error":null}'


def refusal_body(refusal: Refusal) -> bytes:
    wire = refusal.to_wire()
    error = {
        "exc_type": type(refusal).__name__,
        "exc_path": f"{type(refusal).__module__}.{type(refusal).__qualname__}",
        "exc_args": [wire],
        "value": refusal.code,
    }
    return orjson.dumps({"result": None, "error": error}, default=str)


class CallConsumer(RpcConsumer):  # type: ignore[misc]  # nameko has no types
    queue_consumer = SturdyQueueConsumer()
    queue: Any

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Bulkhead, Line] = {}
        self._senders: set[str] = set()
        """Who may ask any of its methods."""
        self._sealed: SealedCalls | None = None

    def line_of(self, bulkhead: Bulkhead) -> Line:
        """The one that all its methods share."""
        if bulkhead not in self._lines:
            asked_for = bulkhead.limits(self.container.config["SETTINGS"])
            at_once = max(1, min(asked_for.at_once, self.container.max_workers // 2))
            line = Line(bulkhead, Limits(at_once, asked_for.in_line), start_later=self._start_later)
            self._lines[bulkhead] = line
            self.queue_consumer.set_aside += asked_for.in_line
            self.queue_consumer.when_lost(line.forget)
        return self._lines[bulkhead]

    def _start_later(self, start: Callable[[], None]) -> None:
        self.container.spawn_managed_thread(start, identifier="whose turn it is")

    def register_provider(self, provider: Any) -> None:
        super().register_provider(provider)
        if provider.request_type.is_sealed() and self._sealed is None:
            self._sealed = SealedCalls(self)
            self.queue_consumer.register_provider(self._sealed)
        self._senders |= {self.container.service_name, *provider.request_type.senders}

    def unregister_provider(self, provider: Any) -> None:
        super().unregister_provider(provider)
        sealed, self._sealed = self._sealed, None  # before it waits: every provider comes by here, and one sees to it
        if sealed:
            self.queue_consumer.unregister_provider(sealed)
        for line in self._lines.values():
            line.give_back()

    def setup(self) -> None:
        if self.queue is not None:
            return  # shared: every entrypoint sets it up
        service = self.container.service_name
        self.queue = call_queue(service, clustered=self.container.config["SETTINGS"].broker_clustered)
        self.queue_consumer.register_provider(self)
        self._registered = True

    def handle_message(self, _body: object, message: Any) -> None:
        method = str(message.delivery_info["routing_key"]).rpartition(".")[2]
        if method == LOOPBACK:
            self.reply(message, result_body("{}"))
            return
        provider = next((known for known in self._providers if known.method_name == method), None)
        if provider is None:
            # An older version of this service does not know what a newer gateway asks: it will, after the rollout.
            self.reply(message, refusal_body(Unavailable("this method is not known here")))
            return
        try:
            payload, sealed = _payload(body_bytes(message))
        except (ValueError, LookupError, TypeError):
            logger.warning("unreadable call to %s, set aside", method)
            self.queue_consumer.reject_message(message)
        else:
            provider.take(payload, sealed, message)

    def reply(self, message: Any, body: bytes) -> None:
        """Answers, then acknowledges. A call that cannot be answered is given back: the broker delivers it again, and
        the saved reply answers it."""
        reply_to = message.properties.get("reply_to")
        if reply_to and not self._may_ask(reply_to):
            logger.warning("a call whose reply would go to somebody who may not ask, not answered")
        elif reply_to:
            try:
                self.queue_consumer.send(
                    RPC_EXCHANGE.name,
                    reply_to,
                    body,
                    correlation_id=message.properties.get("correlation_id", ""),
                    application_headers={ANSWERED_AT: int(time.time() * 1000)},
                )
            except BrokerGone as error:
                logger.warning("reply not sent, the call goes back to the broker: %s", error)
                self.queue_consumer.requeue_message(message)
                return
        self.queue_consumer.ack_message(message)

    def _may_ask(self, reply_to: str) -> bool:
        named = _REPLY_KEY.fullmatch(reply_to)
        if named is None and self.container.config["SETTINGS"].takes_unproven_calls:
            return _REPLY_KEY_BEFORE.fullmatch(reply_to) is not None
        return named is not None and named[1] in self._senders


class SealedCalls:
    """The second queue of a service that is told secrets."""

    def __init__(self, calls: CallConsumer) -> None:
        self.queue = sealed_call_queue(calls.container.service_name)
        self.handle_message = calls.handle_message


def _payload(body: bytes) -> tuple[Any, Any]:
    """What nameko's client sends: one positional argument, or keyword arguments. And what is sealed beside it."""
    told = orjson.loads(body)
    args, kwargs = told["args"], told["kwargs"]
    return args[0] if args else kwargs, told.get(SEALED)
