"""The use cases of a document, one function each. `now` and the ports come from service.py."""

from datetime import datetime

from services.contracts.actor import Actor, Role
from services.contracts.base import Done
from services.contracts.documents import (
    CompleteUpload,
    ContentView,
    CreateDocument,
    DocumentUploaded,
    DocumentUploadView,
    DocumentView,
    OpenDocument,
    RejectionReason,
    RemoveDocument,
    UploadMissing,
    UploadTarget,
)
from services.documents.domain.document import UPLOAD_EXPECTED_WITHIN, UPLOAD_TARGET_LIVES, Document
from services.documents.domain.filenames import safe_filename, supported_type
from services.documents.domain.views import view_of
from services.documents.ports import Accesses, Documents, Objects, StoredObject

BATCH = 200


def create_document(
    command: CreateDocument, actor: Actor, now: datetime, documents: Documents, objects: Objects
) -> DocumentUploadView:
    content_type = supported_type(command.content_type)
    filename = safe_filename(command.filename, content_type)
    documents.usage_of(actor.id).require_room_for(command.size)
    document = Document.announce(
        owner_id=actor.id,
        kind=command.kind,
        filename=filename,
        size=command.size,
        content_type=content_type,
        at=now,
    )
    documents.save(document)
    upload = upload_target(document, now, objects, public=True)
    return DocumentUploadView(**dict(view_of(document)), upload=upload)


def upload_target(document: Document, now: datetime, objects: Objects, *, public: bool) -> UploadTarget:
    return UploadTarget(
        url=objects.upload_url(document.incoming_key, now=now, public=public),
        headers={"Content-Type": document.content_type},
        expires_at=now + UPLOAD_TARGET_LIVES,
    )


def complete_upload(
    command: CompleteUpload, actor: Actor, documents: Documents, uploaded: StoredObject | None
) -> DocumentView:
    document = documents.get(command.document_id)
    document.require_owner(actor)
    if document.upload_is_complete:
        return view_of(document)
    document.require_awaiting_upload()
    if uploaded is None:
        raise UploadMissing("Nothing has been uploaded yet.")
    document.complete_upload()
    documents.save(document)
    return view_of(document)


def record_verdict(
    event: DocumentUploaded, now: datetime, documents: Documents, reason: RejectionReason | None
) -> None:
    """`reason` is what was found wrong. Of a document that has its verdict already, or is gone, nothing changes."""
    document = documents.get(event.document_id)
    if reason is None:
        document.accept(at=now)
    else:
        document.reject(reason, at=now)
    documents.save(document)


def open_document(
    command: OpenDocument, actor: Actor, now: datetime, documents: Documents, accesses: Accesses, objects: Objects
) -> ContentView:
    document = documents.get(command.document_id)
    document.require_reader(actor)
    document.require_passed_checks()
    if Role.OFFICER in actor.roles:
        accesses.record(document, actor.id, now)
    return ContentView(
        url=objects.content_url(document.kept_key, now=now),
        filename=document.filename,
        content_type=document.content_type,
        size=document.size,
    )


def remove_document(command: RemoveDocument, actor: Actor, now: datetime, documents: Documents) -> Done:
    document = documents.get(command.document_id)
    document.require_owner(actor)
    document.remove(at=now)
    documents.save(document)
    return Done()


def expire_documents(now: datetime, documents: Documents) -> None:
    for document in documents.past_validity(now, BATCH):
        document.expire(at=now)
        documents.save(document)


def remove_never_uploaded(now: datetime, documents: Documents) -> None:
    for document in documents.never_uploaded(now - UPLOAD_EXPECTED_WITHIN, BATCH):
        document.remove(at=now)
        documents.save(document)
