"""Members and officers at the service, over the bus."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pika

from services.contracts.actor import Role
from services.contracts.applications import (
    ApplicationView,
    AttachDocument,
    ClaimApplication,
    GetApplication,
    ReviewView,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
)
from services.contracts.base import Command, Event, Query
from services.contracts.documents import DocumentAccepted, DocumentFactsView, DocumentKind, DocumentState
from services.kit.broker.envelopes import envelope
from tests.integration.applications.neighbours import Neighbours
from tests.parts.caller import Caller
from tests.parts.keys import Keys
from tests.parts.waiting import wait_for


class Desk:
    def __init__(self, url: str, caller: Caller, keys: Keys, neighbours: Neighbours) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()
        self.caller = caller
        self.keys = keys
        self.neighbours = neighbours

    def close(self) -> None:
        self._connection.close()

    # Over the bus.

    def member(self, member_id: UUID, request: Command[Any] | Query[Any], *, portal: str = "agent", **more: Any) -> Any:
        key = more.pop("key", None) or uuid4().hex
        return self.caller.call(request, actor=self.keys.member(member_id, portal), key=key, **more)

    def officer(self, officer_id: UUID, request: Command[Any] | Query[Any], **more: Any) -> Any:
        token = self.keys.staff(Role.OFFICER, subject=officer_id)
        return self.caller.call(request, actor=token, key=uuid4().hex, **more)

    def catalogue(self, request: Command[Any] | Query[Any]) -> Any:
        return self.caller.call(request, actor=self.keys.staff(Role.CATALOGUE), key=uuid4().hex)

    def tell(self, event: Event, times: int = 1) -> None:
        _, body = envelope(event, now=datetime.now(UTC), trace=None)
        properties = pika.BasicProperties(content_type="application/json", content_encoding="utf-8", delivery_mode=2)
        for _ in range(times):
            self._channel.basic_publish(f"{event.service()}.events", event.event_type(), body, properties)

    def listen(self) -> "Ear":
        queue = f"ear-{uuid4()}"
        self._channel.queue_declare(queue, exclusive=True)
        self._channel.queue_bind(queue, "applications.events", "#")
        return Ear(self._channel, queue)

    # Steps that many tests begin with.

    def document(
        self, owner_id: UUID, state: DocumentState = "accepted", kind: DocumentKind = "tax_notice"
    ) -> DocumentFactsView:
        """Documents knows it from now on."""
        document = DocumentFactsView(
            document_id=uuid4(),
            owner_id=owner_id,
            kind=kind,
            state=state,
            content_type="application/pdf",
            size=500,
            version=2 if state == "checking" else 3,
        )
        self.neighbours.documents[document.document_id] = document
        return document

    def accept(self, document: DocumentFactsView, times: int = 1) -> None:
        accepted = document.model_dump() | {"version": 3}
        self.tell(DocumentAccepted.model_validate(accepted), times)

    def draft(self, member_id: UUID, benefit_code: str = "holidays") -> ApplicationView:
        """Its answers are complete."""
        started = self.member(member_id, StartApplication(benefit_code=benefit_code))
        saved: ApplicationView = self.member(
            member_id, SaveAnswers(application_id=started.id, answers={"kind": "family"})
        )
        return saved

    def attach(self, member_id: UUID, application_id: UUID, document: DocumentFactsView) -> ApplicationView:
        attached: ApplicationView = self.member(
            member_id,
            AttachDocument(application_id=application_id, slot="tax_notice", document_id=document.document_id),
        )
        return attached

    def submitted(self, member_id: UUID) -> ApplicationView:
        """With nothing missing."""
        application = self.draft(member_id)
        self.attach(member_id, application.id, self.document(member_id))
        submitted: ApplicationView = self.member(member_id, SubmitApplication(application_id=application.id))
        return submitted

    def claimed(self, member_id: UUID, officer_id: UUID) -> ReviewView:
        application = self.submitted(member_id)
        claimed: ReviewView = self.officer(officer_id, ClaimApplication(application_id=application.id))
        return claimed

    def becomes(self, member_id: UUID, application_id: UUID, status: str) -> ApplicationView:
        """Once it has that status."""

        def look() -> ApplicationView | None:
            found: ApplicationView = self.member(member_id, GetApplication(application_id=application_id))
            return found if found.status == status else None

        found = wait_for(look, what=f"becoming {status}")
        assert found is not None
        return found


class Ear:
    def __init__(self, channel: Any, queue: str) -> None:
        self._channel = channel
        self._queue = queue
        self._held: dict[str, tuple[int, list[str]]] = {}

    def held(self, holder_id: UUID) -> list[UUID]:
        """The documents that officers find in an application or a general thread, as it was told last."""
        self._waiting(holder_id)
        return [UUID(each) for each in self._held.get(str(holder_id), (0, []))[1]]

    def hear(self, application_id: UUID, count: int) -> list[dict[str, Any]]:
        """The envelopes of that many events of this application, in their order; what it holds is told beside them."""
        heard: list[dict[str, Any]] = []

        def look() -> bool:
            heard.extend(self._waiting(application_id))
            return len(heard) >= count

        wait_for(look, what=f"{count} events")
        return heard

    def _waiting(self, application_id: UUID) -> list[dict[str, Any]]:
        found = []
        while (got := self._channel.basic_get(self._queue, auto_ack=True))[2] is not None:
            told = json.loads(got[2])
            data = told["data"]
            if told["type"] in ("documents_held", "thread_documents_held"):
                holder = data.get("application_id") or data["thread_id"]
                known = self._held.get(holder, (0, []))
                self._held[holder] = max(known, (data["version"], data["document_ids"]))
            elif data.get("application_id") == str(application_id):
                found.append(told)
        return found
