"""Answers in place of services that do not run, on the real bus, from a thread of its own."""

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Self
from uuid import uuid4

import pika

from services.contracts.refusals import Refusal

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""From what was asked to a view, as JSON. Raises the refusal that is answered."""


class Neighbours(ABC):
    def __init__(self, url: str) -> None:
        self._url = url
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.asked: list[str] = []
        self.silent = False

    @property
    @abstractmethod
    def answers(self) -> Mapping[str, Answer]:
        """By routing key."""

    def start(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(self._url))
        channel = connection.channel()
        queue = f"neighbours-{uuid4()}"
        channel.exchange_declare("nameko-rpc", "topic", durable=True)
        channel.queue_declare(queue, exclusive=True)
        for routing_key in self.answers:
            channel.queue_bind(queue, "nameko-rpc", routing_key)
        self._ready.set()
        for method, properties, body in channel.consume(queue, auto_ack=True, inactivity_timeout=0.02):
            if self._stopping.is_set():
                break
            if method and not self.silent:
                answer = self._answer(method.routing_key, json.loads(body)["args"][0])
                told = pika.BasicProperties(
                    correlation_id=properties.correlation_id, content_type="application/json", content_encoding="utf-8"
                )
                channel.basic_publish("nameko-rpc", properties.reply_to, json.dumps(answer).encode(), told)
        connection.close()

    def _answer(self, routing_key: str, asked: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(routing_key)
        try:
            return {"result": self.answers[routing_key](asked), "error": None}
        except Refusal as refusal:
            return {"result": None, "error": {"exc_args": [refusal.to_wire()], "value": refusal.code}}
