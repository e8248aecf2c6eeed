"""What documents promises: bytes in, checked, kept, and shown only to those who may see them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, SERVICES, Role
from services.contracts.base import Command, Done, Event, Instant, Open, Page, PageQuery, Query, View
from services.contracts.refusals import Conflict, Invalid, NotFound, TooLarge

DocumentKind = Literal[
    "tax_notice",
    "pay_slip",
    "birth_certificate",
    "death_certificate",
    "medical_certificate",
    "disability_certificate",
    "school_certificate",
    "invoice",
    "bank_details",
    "family_allowance_notice",
    "social_report",
    "employer_letter",
    "household_charges",
    "proof_of_debt",
    "other",
]
ContentType = Literal["application/pdf", "image/jpeg", "image/png"]
DocumentState = Literal["awaiting_upload", "checking", "accepted", "rejected", "expired", "removed"]
RejectionReason = Literal[
    "empty",
    "size-mismatch",
    "type-mismatch",
    "unsupported-type",
    "damaged",
    "encrypted",
    "active-content",
    "embedded-files",
    "trailing-data",
    "too-many-pages",
    "too-many-pixels",
    "too-costly-to-read",
    "infected",
]
MAX_BYTES = 25 * 1024 * 1024
"""The largest document of any kind; a slot may ask for less."""


class UnknownDocument(NotFound):
    pass


class FileTooLarge(TooLarge):
    pass


class UnsupportedType(Invalid):
    """Neither PDF, JPEG nor PNG, or the extension says otherwise than the type."""


class QuotaExceeded(Conflict):
    pass


class UploadMissing(Conflict):
    """Nothing has been uploaded yet."""


class DocumentNotAwaitingUpload(Conflict):
    pass


class DocumentNotAccepted(Conflict):
    """Bytes are shown only once they passed their checks."""


class DocumentView(View):
    id: UUID
    kind: Open[DocumentKind]
    filename: str
    size: int
    content_type: Open[ContentType]
    state: Open[DocumentState]
    reason: Open[RejectionReason] | None = None
    valid_until: date | None = None
    created_at: Instant
    version: int


class UploadTarget(View):
    method: Literal["PUT"] = "PUT"
    url: str
    headers: dict[str, str]
    expires_at: Instant
    size: int | None = None
    """Bytes that were announced. None from a service of the version before."""


class DocumentUploadView(DocumentView):
    upload: UploadTarget


class CreateDocument(Command[DocumentUploadView]):
    callers = MEMBERS
    refuses = (UnsupportedType, FileTooLarge, QuotaExceeded)
    kind: DocumentKind
    filename: str = Field(min_length=1, max_length=200)
    size: int = Field(gt=0)
    content_type: str = Field(max_length=100)


class GetUploadTarget(Query[UploadTarget]):
    """For the gateway, which streams the bytes for those who cannot reach the store.

    `url` is the store as the services see it.
    """

    callers = MEMBERS
    refuses = (UnknownDocument, DocumentNotAwaitingUpload)
    document_id: UUID


class CompleteUpload(Command[DocumentView]):
    """The bytes are there: check them."""

    callers = MEMBERS
    refuses = (UnknownDocument, DocumentNotAwaitingUpload, UploadMissing)
    document_id: UUID


class ListDocuments(PageQuery[Page[DocumentView]]):
    callers = MEMBERS
    kind: DocumentKind | None = None
    state: DocumentState | None = None


class GetDocument(Query[DocumentView]):
    callers = MEMBERS | {Role.OFFICER}
    refuses = (UnknownDocument,)
    document_id: UUID


class RemoveDocument(Command[Done]):
    callers = MEMBERS
    refuses = (UnknownDocument,)
    document_id: UUID


class ContentView(View):
    """`url` is valid for at most 60 s, on the store as services see it."""

    url: str
    filename: str
    content_type: Open[ContentType]
    size: int


class OpenDocument(Command[ContentView]):
    """Read the bytes. A command, for a reading by staff is recorded and shown to the member."""

    callers = MEMBERS | {Role.OFFICER}
    refuses = (UnknownDocument, DocumentNotAccepted)
    secret_reply = True
    document_id: UUID


class AccessView(View):
    document_id: UUID
    kind: Open[DocumentKind]
    reader_id: UUID
    read_at: Instant


class ListAccesses(PageQuery[Page[AccessView]]):
    """Who of the staff read my documents; newest first."""

    callers = MEMBERS


class DocumentFactsView(View):
    """What another service may know of a document."""

    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    state: Open[DocumentState]
    content_type: Open[ContentType]
    size: int
    version: int


class DescribeDocument(Query[DocumentFactsView]):
    callers = SERVICES
    refuses = (UnknownDocument,)
    document_id: UUID


class DocumentUploaded(Event):
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int


class DocumentAccepted(Event):
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    content_type: Open[ContentType]
    size: int
    version: int


class DocumentRejected(Event):
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    reason: Open[RejectionReason]
    version: int


class DocumentExpired(Event):
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int


class DocumentRemoved(Event):
    document_id: UUID
    owner_id: UUID
    kind: Open[DocumentKind]
    version: int
