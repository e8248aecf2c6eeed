"""Calls to the services, over the broker."""

import asyncio
import time
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

import pika

from gateway.bus.clock import ClockComparison
from gateway.bus.connection import Connection
from gateway.bus.events import EventChannel
from gateway.bus.replies import ReplyChannel
from gateway.bus.wire import decode_reply, encode_body, encode_sealed, method, out_of_reach, properties, routing_key
from gateway.bus_port import CallContext, Listener
from gateway.call_keys import CallKeys
from gateway.metrics import BUS_SECONDS
from services.contracts.base import Command, Query, ReplyT_co
from services.contracts.refusals import Refusal
from services.kit.proofs import PROOF, BadProof, Call
from services.kit.tls import BY_THE_SYSTEM, Tls

WAIT_FOR_CONNECTION = 2.0
"""Seconds that a call waits, unsent, for a broker that is coming back."""
MOST_WAITING = 2000
"""Calls under way in one worker. Past that the services are drowning, and one more does not help them."""


class BrokerBus:
    """Never sends anything twice: a call that was under way when the connection dropped fails, and whoever asked
    knows whether to ask again (a query always, a command under the same idempotency key)."""

    def __init__(
        self, url: str, listener: Listener, keys: CallKeys | None, name: str = "gateway", *, tls: Tls = BY_THE_SYSTEM
    ) -> None:
        self._given_keys = keys
        self._replies = ReplyChannel()
        self._events = EventChannel(listener)
        self._clock = ClockComparison()
        self._connection = Connection(url, name, (self._replies, self._events), tls)

    @property
    def _keys(self) -> CallKeys:
        if self._given_keys is None:
            raise ValueError("CALL_KEY_FILE and TRUSTED_KEYS_DIR must be set: no service answers calls without proof")
        return self._given_keys

    def start(self) -> None:
        """Raises ValueError where it has no keys."""
        _ = self._keys
        self._connection.start()

    async def close(self) -> None:
        await self._connection.close()

    @property
    def connected(self) -> bool:
        return self._replies.is_up

    @property
    def clock_fits(self) -> bool:
        return self._clock.fits

    @property
    def hears_events(self) -> bool:
        return self._events.is_listening

    async def ask(self, request: Command[ReplyT_co] | Query[ReplyT_co], call: CallContext) -> ReplyT_co:
        started = time.monotonic()
        outcome = "ok"
        try:
            sealed = request.is_sealed()
            body, reply_key = encode_sealed(request, self._keys.sealer) if sealed else (encode_body(request), b"")
            reply = await self._exchange(request, body, call)
            return cast(ReplyT_co, decode_reply(reply, request, reply_key))
        except Refusal as refusal:
            outcome = refusal.code
            raise
        finally:
            seconds = time.monotonic() - started
            BUS_SECONDS.labels(method(type(request)), outcome).observe(seconds)

    async def _exchange(self, request: Command[Any] | Query[Any], body: bytes, call: CallContext) -> bytes:
        if self._replies.waiting >= MOST_WAITING:
            raise out_of_reach("Too many calls are under way.")
        deadline = asyncio.get_running_loop().time() + call.timeout
        try:
            await self._replies.until_up(min(WAIT_FOR_CONNECTION, call.timeout))
        except TimeoutError:
            raise out_of_reach("The bus is out of reach.") from None
        left = replace(call, timeout=deadline - asyncio.get_running_loop().time())
        correlation_id = uuid4().hex
        answer = self._replies.expect(correlation_id)
        try:
            sent_as = properties(request, left, self._replies.reply_to, correlation_id)
            sent_as.headers[PROOF] = self._proof(request, body, sent_as)
            sent = time.time()
            self._replies.publish(routing_key(type(request)), body, sent_as)
            async with asyncio.timeout_at(deadline):
                reply = await answer
        except TimeoutError:
            raise out_of_reach(f"The {request.service()} service did not answer in time.") from None
        finally:
            self._replies.forget(correlation_id)
        self._clock.note(request.service(), sent, reply.answered_at)
        return reply.body

    def _proof(self, request: Command[Any] | Query[Any], body: bytes, sent_as: pika.BasicProperties) -> str:
        headers = sent_as.headers
        actor, key = headers.get("nameko.actor"), headers.get("nameko.idempotency_key")
        try:
            call = Call(request.service(), request.method(), body, actor, key, sent_as.reply_to)
            return self._keys.prover.prove(call)
        except BadProof as error:
            raise out_of_reach("The service that answers this is not known here.") from error
