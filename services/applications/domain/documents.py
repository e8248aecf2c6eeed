"""What applications knows of a document: ids, kind and state, kept up to date by events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.contracts.applications import (
    DocumentTooLarge,
    NotAttachable,
    RequiredDocument,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.base import Open
from services.contracts.documents import (
    ContentType,
    DocumentAccepted,
    DocumentExpired,
    DocumentKind,
    DocumentRejected,
    DocumentRemoved,
    DocumentState,
    DocumentUploaded,
)

DocumentEvent = DocumentUploaded | DocumentAccepted | DocumentRejected | DocumentExpired | DocumentRemoved
_STATE_AFTER: dict[type[DocumentEvent], DocumentState] = {
    DocumentUploaded: "checking",
    DocumentAccepted: "accepted",
    DocumentRejected: "rejected",
    DocumentExpired: "expired",
    DocumentRemoved: "removed",
}


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """`content_type` and `size` are None until the document was accepted or described."""

    id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    state: Open[DocumentState]
    version: int
    content_type: Open[ContentType] | None = None
    size: int | None = None

    @classmethod
    def told_by(cls, event: DocumentEvent) -> "KnownDocument":
        accepted = event if isinstance(event, DocumentAccepted) else None
        return cls(
            id=event.document_id,
            owner_id=event.owner_id,
            kind=event.kind,
            state=_STATE_AFTER[type(event)],
            version=event.version,
            content_type=accepted.content_type if accepted else None,
            size=accepted.size if accepted else None,
        )

    def updated_by(self, news: "KnownDocument") -> "KnownDocument":
        """The greater version wins: events may come twice and out of order."""
        latest = news if news.version > self.version else self
        return KnownDocument(
            id=self.id,
            owner_id=self.owner_id,
            kind=self.kind,
            state=latest.state,
            version=latest.version,
            content_type=self.content_type or news.content_type,
            size=self.size or news.size,
        )


def require_of_member(document_ids: Sequence[UUID], owners: Mapping[UUID, UUID], member_id: UUID) -> None:
    """Papers beside a text: a message, an appeal."""
    for index, document_id in enumerate(document_ids):
        if owners.get(document_id) != member_id:
            raise NotAttachable.at(f"/document_ids/{index}", "Not a document of yours that can still be used.")


def require_fits(document: KnownDocument, slot: RequiredDocument, owner_id: UUID, refused: UUID | None) -> None:
    """`refused`: the document that an officer asked to replace."""
    if document.owner_id != owner_id or document.state in ("rejected", "removed", "expired"):
        raise NotAttachable.at("/document_id", "Not a document of yours that can still be used.")
    if document.id == refused:
        detail = "Another document is asked for in place of this one."
        raise NotAttachable.at("/document_id", detail, rule="to_be_replaced")
    if document.kind != slot.kind:
        raise WrongDocumentKind.at("/document_id", f"A document of kind {slot.kind} is asked for here.", kind=slot.kind)
    if document.content_type not in slot.content_types:
        accepted = list(slot.content_types)
        raise WrongDocumentType.at("/document_id", f"Accepted here: {', '.join(accepted)}.", accepted=accepted)
    if document.size is None or document.size > slot.max_bytes:
        raise DocumentTooLarge.at("/document_id", f"At most {slot.max_bytes} bytes here.", max_bytes=slot.max_bytes)
