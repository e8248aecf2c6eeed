"""Answers for identity, on the real bus, from a thread of its own."""

import json
import threading
from typing import Any
from uuid import uuid4

import pika

from services.contracts.identity.refusals import SecretAlreadyCollected
from services.kit.sealing import SEALED, Opener, seal_reply
from tests.parts.keys import Keys

SECRET = "Xk3vQ9tLm2pR7sWz4YbC"


class StandInIdentity:
    def __init__(self, url: str, keys: Keys) -> None:
        self._url = url
        self._opener = Opener(keys.call_key_of("identity"))
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._thread: threading.Thread | None = None
        self.addresses: dict[str, str] = {}
        """By account; everybody else is at people.example."""
        self.bounced: set[str] = set()
        """Accounts whose address is marked."""
        self.collected: dict[str, list[str]] = {}
        """The keys under which each delivery's secret was asked for."""

    def start(self) -> "StandInIdentity":
        self._stopping.clear()
        self._ready.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def address(self, who: object) -> str:
        return self.addresses.get(str(who), f"{who}@people.example")

    def _run(self) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(self._url))
        channel = connection.channel()
        queue = f"stand-in-identity-{uuid4()}"
        channel.exchange_declare("nameko-rpc", "topic", durable=True)
        channel.queue_declare(queue, exclusive=True)
        for routing_key in ("identity.*", "identity.sealed.*"):
            channel.queue_bind(queue, "nameko-rpc", routing_key)
        self._ready.set()
        for method, properties, body in channel.consume(queue, auto_ack=True, inactivity_timeout=0.05):
            if self._stopping.is_set():
                break
            if method:
                told = json.loads(body)
                answer = self._answer(method.routing_key, told["args"][0], properties.headers or {})
                if SEALED in told and answer["result"]:
                    _, reply_key = self._opener.open(method.routing_key, told[SEALED])
                    answer["result"] = json.loads(seal_reply(reply_key, json.dumps(answer["result"]).encode()))
                channel.basic_publish(
                    "nameko-rpc",
                    properties.reply_to,
                    json.dumps(answer).encode(),
                    pika.BasicProperties(
                        correlation_id=properties.correlation_id,
                        content_type="application/json",
                        content_encoding="utf-8",
                    ),
                )
        connection.close()

    def _answer(self, routing_key: str, asked: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
        common = {"given_name": "Camille", "portal": "agent", "language": "fr"}
        if routing_key == "identity.get_contact":
            found = {"email": self.address(asked["account_id"]), "email_state": "verified"}
            if asked["account_id"] in self.bounced:
                found["email_state"] = "bounced"
        elif routing_key == "identity.get_number_communication":
            number = {"family_name": "Doe", "cgos_number": "12345674", "delivery": "email"}
            found = {"email": self.address(asked["request_id"]), **number}
        else:
            delivery_id, key = asked["delivery_id"], headers["nameko.idempotency_key"]
            keys = self.collected.setdefault(delivery_id, [])
            keys.append(key)
            if key != keys[0]:
                refusal = SecretAlreadyCollected()
                return {"result": None, "error": {"exc_args": [refusal.to_wire()], "value": refusal.code}}
            secret = {"purpose": "temporary_password", "expires_at": "2099-01-01T00:00:00Z"}
            found = {"email": self.address(delivery_id), "secret": SECRET, **secret}
        return {"result": common | found, "error": None}
