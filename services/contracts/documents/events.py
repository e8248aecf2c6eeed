"""What happened to a document."""

from datetime import date
from uuid import UUID

from services.contracts.acts import ActTold
from services.contracts.base import Event, Open
from services.contracts.documents.fields import ContentType, DocumentKind, RejectionReason


class DocumentUploaded(Event):
    subscribers = frozenset({"applications", "documents"})
    public_fields = ("document_id", "owner_id", "version")
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int


class DocumentAccepted(Event):
    subscribers = frozenset({"applications"})
    public_fields = ("document_id", "owner_id", "version")
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    content_type: Open[ContentType]
    size: int
    version: int


class DocumentRejected(Event):
    subscribers = frozenset({"applications", "notifications"})
    public_fields = ("document_id", "owner_id", "version")
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    reason: Open[RejectionReason]
    version: int


class DocumentEnding(Event):
    """Told 30 and 7 days before the last day on which it may be used. `days_left`: when it is told."""

    subscribers = frozenset({"notifications"})
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    valid_until: date
    days_left: int


class DocumentExpired(Event):
    subscribers = frozenset({"applications"})
    public_fields = ("document_id", "owner_id", "version")
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int


class DocumentRemoved(Event):
    subscribers = frozenset({"applications"})
    public_fields = ("document_id", "owner_id", "version")
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int


class Acted(ActTold):
    pass
