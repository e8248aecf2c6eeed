"""Answers for documents: the papers that members sent, and what the machine read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from services.contracts.documents import (
    DocumentFactsView,
    DocumentKind,
    NoticeReading,
    NoticeReadingView,
    UnknownDocument,
)
from tests.parts.neighbours import Answer, Neighbours


class Papers(Neighbours):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._kept: dict[UUID, tuple[DocumentFactsView, NoticeReading | None]] = {}

    @property
    def answers(self) -> Mapping[str, Answer]:
        return {"documents.get_notice_reading": self._reading, "documents.describe_document": self._facts}

    def sent(self, owner_id: UUID, kind: DocumentKind = "tax_notice", reading: NoticeReading | None = None) -> UUID:
        """The id of an accepted paper."""
        facts = DocumentFactsView(
            document_id=uuid4(),
            owner_id=owner_id,
            kind=kind,
            state="accepted",
            content_type="application/pdf",
            size=500,
            version=3,
        )
        self._kept[facts.document_id] = (facts, reading)
        return facts.document_id

    def _facts(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._find(asked)[0].model_dump(mode="json")

    def _reading(self, asked: dict[str, Any]) -> dict[str, Any]:
        facts, reading = self._find(asked)
        if str(facts.owner_id) != asked["owner_id"]:
            raise UnknownDocument
        told = {name: getattr(facts, name) for name in ("document_id", "owner_id", "kind", "state")}
        return NoticeReadingView(**told, reading=reading).model_dump(mode="json")

    def _find(self, asked: dict[str, Any]) -> tuple[DocumentFactsView, NoticeReading | None]:
        document_id = UUID(asked["document_id"])
        if document_id not in self._kept:
            raise UnknownDocument
        return self._kept[document_id]
