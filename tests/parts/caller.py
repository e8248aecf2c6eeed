"""Calls over the bus as the gateway makes them, with pika, one at a time."""

import json
import time
from typing import Any
from uuid import uuid4

import pika

from services.contracts.base import Command, Query, View
from services.contracts.refusals import Refusal
from services.kit.proofs import PROOF, Call, Prover
from services.kit.sealing import SEALED, Sealer, open_reply
from tests.parts.keys import CallKeys, Keys
from tests.parts.waiting import PATIENCE, wait_for


class NobodyThere(Exception):
    """No queue took the call."""


class NoAnswer(Exception):
    pass


class Caller:
    def __init__(
        self,
        url: str,
        *,
        confirms: bool = False,
        process: str = "gateway",
        keys: CallKeys | None = None,
        reply_to: str = "",
    ) -> None:
        """With `confirms` a call that was sent is on the broker's disk. `process`: whose replies it hears. `keys`: of
        the process that it speaks as, by the keys of this test session where there is none."""
        self._keys: CallKeys = keys or Keys.of_the_house
        self._provers: dict[str, Prover] = {}
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        if confirms:
            self._channel.confirm_delivery()
        self.reply_to = reply_to or f"reply-{process}-{uuid4()}"
        self._channel.queue_declare(self.reply_to, exclusive=True)
        self._channel.queue_bind(self.reply_to, "nameko-rpc", self.reply_to)
        self._returned: set[str] = set()
        self._channel.add_on_return_callback(self._on_return)

    def _on_return(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        self._returned.add(properties.correlation_id)

    def close(self) -> None:
        if self._connection.is_open:
            try:
                self._connection.close()
            except pika.exceptions.AMQPError:
                return  # the broker went first

    def delete_queue(self, name: str) -> None:
        self._channel.queue_delete(name)

    def call(
        self,
        request: Command[Any] | Query[Any],
        *,
        actor: str | None = None,
        key: str | None = None,
        deadline: float | None = None,
        traceparent: str | None = None,
        language: str | None = None,
        timeout: float = PATIENCE,
        clock_ahead: float = 0,
    ) -> Any:
        """The view. `deadline`: seconds from now. Raises the refusal that came back."""
        body, reply_key = self.encode(request)
        raw = self.call_raw(
            request.routing_key(),
            body,
            timeout=timeout,
            **self.headers(actor, key, deadline, traceparent, language, clock_ahead),
        )
        if raw["error"]:
            raise Refusal.from_wire(raw["error"]["exc_args"][0])
        reply: type[View] = request.reply_type()
        return reply.received(open_reply(reply_key, raw["result"]))

    def encode(self, request: Command[Any] | Query[Any]) -> tuple[dict[str, Any], bytes]:
        """What is sent, its secrets sealed, and the key that the answer opens with."""
        told = request.model_dump(mode="json", exclude=set(request.sealed_fields))
        body: dict[str, Any] = {"args": [told], "kwargs": {}}
        reply_key = b""
        if request.is_sealed():
            secrets = request.model_dump(mode="json", include=set(request.sealed_fields))
            body[SEALED], reply_key = self._sealer_to(request.service()).seal(request.routing_key(), secrets)
        return body, reply_key

    @staticmethod
    def headers(
        actor: str | None = None,
        key: str | None = None,
        deadline: float | None = None,
        traceparent: str | None = None,
        language: str | None = None,
        clock_ahead: float = 0,
    ) -> dict[str, Any]:
        told = {
            "nameko.actor": actor,
            "nameko.idempotency_key": key,
            "nameko.traceparent": traceparent,
            "nameko.language": language,
            "nameko.timeout": None if deadline is None else int(deadline * 1000),
            "nameko.deadline": None if deadline is None else int((time.time() + clock_ahead + deadline) * 1000),
        }
        return {name: value for name, value in told.items() if value is not None}

    def send(self, routing_key: str, body: object, **headers: Any) -> str:
        """Its correlation id. It is proven, unless `headers` hold a proof, which may be None."""
        call_id = uuid4().hex
        encoded = json.dumps(body).encode()
        sender = self._sender(headers)
        if PROOF not in headers:
            headers[PROOF] = self.proof(sender, routing_key, encoded, headers)
        headers = {name: value for name, value in headers.items() if value is not None}
        properties = pika.BasicProperties(
            content_type="application/json",
            content_encoding="utf-8",
            reply_to=self.reply_to,
            correlation_id=call_id,
            delivery_mode=2,
            headers=headers,
        )
        self._channel.basic_publish("nameko-rpc", routing_key, encoded, properties, mandatory=True)
        return call_id

    @staticmethod
    def _sender(headers: dict[str, Any]) -> str:
        """A service acts for itself: `service:<name>` in place of an assertion."""
        actor = headers.get("nameko.actor")
        if not isinstance(actor, str) or not actor.startswith("service:"):
            return "gateway"
        del headers["nameko.actor"]
        return actor.removeprefix("service:")

    def _sealer_to(self, service: str) -> Sealer:
        self._keys.call_key_of(service)  # which is there from now on
        return Sealer(self._keys.trusted)

    def proof(self, sender: str, routing_key: str, body: bytes, headers: dict[str, Any]) -> str:
        service, method = routing_key.partition(".")[0], routing_key.rpartition(".")[2]
        actor, key = headers.get("nameko.actor"), headers.get("nameko.idempotency_key")
        self._keys.call_key_of(service)  # which is there from now on
        prover = self._provers.setdefault(sender, self._keys.prover(sender))
        return prover.prove(Call(service, method, body, actor, key, self.reply_to))

    def receive(self, call_id: str, *, timeout: float) -> Any:
        for method, properties, body in self._channel.consume(self.reply_to, auto_ack=True, inactivity_timeout=0.05):
            if method and properties.correlation_id == call_id:
                return json.loads(body)
            if call_id in self._returned:
                raise NobodyThere
            timeout -= 0 if method else 0.05
            if timeout <= 0:
                raise NoAnswer
        raise NoAnswer

    def receive_all(self, call_ids: list[str], *, timeout: float) -> dict[str, Any]:
        """Their replies, in the order in which they came; not all of them where the time is over."""
        found: dict[str, Any] = {}
        until = time.monotonic() + timeout
        for method, properties, body in self._channel.consume(self.reply_to, auto_ack=True, inactivity_timeout=0.05):
            if method and properties.correlation_id in call_ids:
                found[properties.correlation_id] = json.loads(body)
            if len(found) == len(call_ids) or time.monotonic() > until:
                break
        return found

    def call_raw(self, routing_key: str, body: object, *, timeout: float = PATIENCE, **headers: Any) -> Any:
        return self.receive(self.send(routing_key, body, **headers), timeout=timeout)

    def dead_letters(self, queue: str, *, correlation_id: str, seconds: float = PATIENCE) -> bytes:
        """The body of the one with this correlation id, which is taken off. Raises AssertionError."""

        def take() -> bytes:
            _, properties, body = self._channel.basic_get(f"dead.{queue}", auto_ack=True)
            return bytes(body) if properties and properties.correlation_id == correlation_id else b""

        return wait_for(take, seconds=seconds, what=f"{correlation_id} in dead.{queue}")
