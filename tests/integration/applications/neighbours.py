"""Answers for identity and documents, on the real bus, from a thread of its own."""

import json
import threading
from typing import Any
from uuid import UUID, uuid4

import pika

from services.contracts.documents import DocumentFactsView, UnknownDocument
from services.contracts.identity import ApplicantView
from services.contracts.refusals import Refusal


class Neighbours:
    def __init__(self, url: str) -> None:
        self._url = url
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.quotients: dict[UUID, dict[int, str]] = {}
        self.documents: dict[UUID, DocumentFactsView] = {}
        self.asked: list[str] = []
        self.silent = False

    def start(self) -> "Neighbours":
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
        for routing_key in ("identity.get_applicant", "documents.describe_document"):
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
            found = self._applicant(asked) if routing_key == "identity.get_applicant" else self._document(asked)
        except Refusal as refusal:
            return {"result": None, "error": {"exc_args": [refusal.to_wire()], "value": refusal.code}}
        return {"result": found, "error": None}

    def _applicant(self, asked: dict[str, Any]) -> dict[str, Any]:
        member_id = UUID(asked["member_id"])
        return ApplicantView.model_validate(
            {
                "member_id": member_id,
                "cgos_number": f"{member_id.int % 10**8:08}",
                "family_name": "Canari",
                "given_name": "Ana",
                "birth_date": "1985-02-03",
                "portal": "agent",
                "profession": "infirmier",
                "establishment_id": uuid4(),
                "establishment_name": "CHU de Valmont",
                "children": [{"given_name": "Zoé", "birth_date": "2015-04-02"}],
                "quotients": self.quotients.get(member_id, {}),
            }
        ).model_dump(mode="json")

    def _document(self, asked: dict[str, Any]) -> dict[str, Any]:
        document_id = UUID(asked["document_id"])
        if document_id not in self.documents:
            raise UnknownDocument
        return self.documents[document_id].model_dump(mode="json")
