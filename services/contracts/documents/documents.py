"""Bytes in, checked, kept, and shown only to those who may see them."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import APPLICANTS, MEMBERS, SERVICES, Role
from services.contracts.acts import Act
from services.contracts.base import Command, Done, Instant, Open, Page, PageQuery, Query, View
from services.contracts.documents.fields import ContentType, DocumentKind, DocumentState, KeptFor, RejectionReason
from services.contracts.documents.papers import PaperReading
from services.contracts.documents.refusals import (
    DocumentInUse,
    DocumentKept,
    DocumentNotAccepted,
    DocumentNotAwaitingUpload,
    FileTooLarge,
    ManyPagesAreDrawn,
    NotPresentable,
    QuotaExceeded,
    UnknownDocument,
    UnknownPage,
    UnsupportedType,
    UploadMissing,
)


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
    read: PaperReading | None = None
    """None where it bears no code that can be read, or was checked before codes were."""
    kept_for: Open[KeptFor] | None = None
    """Why its owner cannot delete it now."""
    kept_until: date | None = None
    """The last day of that; None while the application is under way."""


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
    callers = APPLICANTS
    refuses = (UnsupportedType, FileTooLarge, QuotaExceeded)
    raw_texts = frozenset({"filename"})  # the answer bears it cleaned
    kind: DocumentKind
    filename: str = Field(min_length=1, max_length=200)
    size: int = Field(gt=0)
    content_type: str = Field(max_length=100)


class GetUploadTarget(Query[UploadTarget]):
    """For the gateway, which streams the bytes for those who cannot reach the store.

    `url` is the store as the services see it.
    """

    callers = APPLICANTS
    refuses = (UnknownDocument, DocumentNotAwaitingUpload)
    document_id: UUID


class CompleteUpload(Command[DocumentView]):
    """The bytes are there: check them."""

    callers = APPLICANTS
    refuses = (UnknownDocument, DocumentNotAwaitingUpload, UploadMissing)
    document_id: UUID


class ListDocuments(PageQuery[Page[DocumentView]]):
    callers = APPLICANTS
    kind: DocumentKind | None = None
    state: DocumentState | None = None


class GetDocument(Query[DocumentView]):
    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownDocument,)
    document_id: UUID


class RemoveDocument(Command[Done]):
    callers = APPLICANTS
    refuses = (UnknownDocument, DocumentInUse, DocumentKept)
    document_id: UUID


class ContentView(View):
    """`url` is valid for at most 60 s, on the store as services see it."""

    url: str
    filename: str
    content_type: Open[ContentType]
    size: int


class OpenDocument(Command[ContentView]):
    """Read the bytes. A command, for a reading by staff is recorded and shown to the member. An officer finds only what
    an application that was submitted holds, in a slot or in its thread."""

    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownDocument, DocumentNotAccepted)
    act = Act(name="paper_read", to="document", named_by="document_id")
    secret_reply = True
    document_id: UUID
    application_id: UUID | None = None
    """What an officer reads it for. Where it is not said, it is the application that came to hold it last."""


class PageImageView(View):
    page: int
    pages: int
    content_type: Literal["image/jpeg"] = "image/jpeg"
    image: str
    """The picture, in base64."""


class PreviewDocument(Query[PageImageView]):
    """A page as a picture that we make ourselves: what the member sent reaches no browser. The reading is written down
    as that of the file is, once for whoever turns its pages within ten minutes."""

    callers = frozenset({Role.OFFICER})
    refuses = (UnknownDocument, DocumentNotAccepted, UnknownPage, NotPresentable, ManyPagesAreDrawn)
    document_id: UUID
    application_id: UUID | None = None
    """What it is read for. Where it is not said, it is the application that came to hold it last."""
    page: int = Field(default=1, ge=1, le=1000)
    width: int = Field(default=1200, ge=100, le=3000)
    """In pixels. One that is very long is drawn smaller."""
    turned: Literal[0, 90, 180, 270] = 0
    """Clockwise, in degrees."""


class AccessView(View):
    document_id: UUID
    kind: Open[DocumentKind]
    reader_id: UUID
    read_at: Instant
    application_id: UUID | None = None
    """What it was read for; unknown of readings from before it was recorded."""


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
    senders = frozenset({"applications", "identity"})
    refuses = (UnknownDocument,)
    document_id: UUID
