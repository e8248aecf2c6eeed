"""A member's way through documents, over the bus and the store, and somebody who listens in."""

import json
import urllib.request
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pika
import sqlalchemy as sa

from services.contracts.actor import Role
from services.contracts.base import Event
from services.contracts.documents import (
    CompleteUpload,
    ContentView,
    CreateDocument,
    DocumentUploadView,
    DocumentView,
    GetDocument,
    OpenDocument,
    UnknownDocument,
)
from services.kit.broker.envelopes import envelope
from tests.parts.caller import Caller
from tests.parts.house import driven
from tests.parts.keys import Keys
from tests.parts.waiting import PATIENCE, wait_for


def put(url: str, content: bytes) -> None:
    request = urllib.request.Request(url, data=content, method="PUT", headers={"Content-Type": "application/pdf"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        assert response.status == 200


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        content: bytes = response.read()
        return content


class Person:
    """Who calls as one and the same actor."""

    def __init__(self, caller: Caller, keys: Keys, *, officer: bool = False) -> None:
        self._caller = caller
        self.id = uuid4()
        self._actor = keys.staff(Role.OFFICER, subject=self.id) if officer else keys.member(self.id)

    def says(self, request: Any, **options: Any) -> Any:
        return self._caller.call(request, actor=self._actor, key=options.pop("key", str(uuid4())), **options)

    def announces(self, content: bytes, filename: str = "avis.pdf", **changes: Any) -> DocumentUploadView:
        types = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
        told = {
            "kind": "tax_notice",
            "filename": filename,
            "size": max(1, len(content)),
            "content_type": types[filename.rpartition(".")[2]],
        }
        view: DocumentUploadView = self.says(CreateDocument.model_validate(told | changes))
        return view

    def hands_in(self, content: bytes, filename: str = "avis.pdf", **changes: Any) -> UUID:
        """Announced, uploaded and said to be complete."""
        document = self.announces(content, filename, **changes)
        put(document.upload.url, content)
        assert self.says(CompleteUpload(document_id=document.id)).state == "checking"
        return document.id

    def sees(self, document_id: UUID) -> DocumentView:
        view: DocumentView = self.says(GetDocument(document_id=document_id))
        return view

    def finds(self, document_id: UUID) -> bool:
        try:
            return bool(self.sees(document_id))
        except UnknownDocument:
            return False

    def waits_for_verdict(self, document_id: UUID, *, seconds: float = 30) -> DocumentView:
        wait_for(lambda: self.sees(document_id).state != "checking", seconds=seconds, what="the verdict")
        return self.sees(document_id)

    def opens(self, document_id: UUID) -> ContentView:
        view: ContentView = self.says(OpenDocument(document_id=document_id))
        return view


class Listener:
    """Hears all that documents tells, from the moment it is made."""

    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._channel.exchange_declare("documents.events", "topic", durable=True)
        self._queue = self._channel.queue_declare("", exclusive=True).method.queue
        self._channel.queue_bind(self._queue, "documents.events", "#")
        self._heard: list[dict[str, Any]] = []

    def about(self, document_id: UUID) -> list[dict[str, Any]]:
        """Envelopes, in order."""
        while (told := self._channel.basic_get(self._queue, auto_ack=True))[0]:
            self._heard.append(json.loads(told[2]))
        return [envelope for envelope in self._heard if envelope["subject"] == str(document_id)]

    def types_about(self, document_id: UUID) -> list[str]:
        return [envelope["type"] for envelope in self.about(document_id)]

    def tell(self, event: Event) -> None:
        _, body = envelope(event, now=datetime.now(UTC), trace=None)
        properties = pika.BasicProperties(content_type="application/json", content_encoding="utf-8", delivery_mode=2)
        self._channel.basic_publish(f"{event.service()}.events", event.event_type(), body, properties)

    def repeat(self, told: dict[str, Any]) -> None:
        self._channel.basic_publish(
            "documents.events",
            told["type"],
            json.dumps(told).encode(),
            pika.BasicProperties(content_type="application/json", message_id=told["id"], delivery_mode=2),
        )

    def close(self) -> None:
        self._connection.close()


def rows_of(database_url: str) -> list[str]:
    """Each row of each table, as the database writes it."""
    engine = sa.create_engine(driven(database_url), poolclass=sa.NullPool)
    with engine.connect() as connection:
        tables = connection.scalars(sa.text("select tablename from pg_tables where schemaname = 'public'")).all()
        rows = [connection.scalars(sa.text(f'select t::text from "{table}" t')).all() for table in tables]  # noqa: S608
    return [row for of_table in rows for row in of_table]
