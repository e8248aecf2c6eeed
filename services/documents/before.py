"""What is looked at before a transaction: the object store, and the bytes themselves."""

from typing import Protocol

from services.contracts.documents import CompleteUpload, DocumentUploaded, RejectionReason
from services.documents.ports import StoredObject
from services.documents.queries.documents import find_document
from services.documents.resources import Resources
from services.kit.database.pool import Database
from services.kit.work import Context


class Holds(Protocol):
    database: Database
    resources: Resources


def look_for_upload(service: Holds, command: CompleteUpload, context: Context) -> StoredObject | None:
    with service.database.work(read_only=True) as work:
        document = find_document(work.session, command.document_id)
    document.require_owner(context.actor)
    return None if document.upload_is_complete else service.resources.objects.stat(document.incoming_key)


def check(service: Holds, event: DocumentUploaded, _context: Context) -> RejectionReason | None:
    """What is wrong with it, or None: also for a document that was checked before, whose event came again."""
    with service.database.work(read_only=True) as work:
        document = find_document(work.session, event.document_id)
    return service.resources.check(document) if document.state == "checking" else None
