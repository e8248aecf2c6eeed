"""What is done before a transaction: looking into the object store, drawing a page; and the checks, which run outside
any."""

from typing import Protocol

from services.contracts.documents import CompleteUpload, DocumentUploaded, PageImageView, PreviewDocument
from services.documents.ports import StoredObject
from services.documents.queries.documents import find_document
from services.documents.resources import Resources
from services.documents.store import SqlAccesses, SqlHoldings
from services.kit.database.pool import Database
from services.kit.work import Context


class Holds(Protocol):
    database: Database
    resources: Resources


class BeginsChecks(Protocol):
    def begin_due_checks(self) -> None: ...


def look_for_upload(service: Holds, command: CompleteUpload, context: Context) -> StoredObject | None:
    with service.database.work(read_only=True) as work:
        document = find_document(work.session, command.document_id)
    document.require_owner(context.actor)
    return None if document.upload_is_complete else service.resources.objects.stat(document.incoming_key)


def page_of_document(service: Holds, query: PreviewDocument, context: Context) -> PageImageView:
    """Written down before anything is shown: where that cannot be, nothing is."""
    with service.database.work() as work:
        document = find_document(work.session, query.document_id)
        held_by = SqlHoldings(work.session).application_holding(document.id, context.actor, query.application_id)
        document.require_reader(context.actor, held_by=held_by)
        document.require_passed_checks()
        if held_by is not None:
            SqlAccesses(work).record_pages(document, context.actor, held_by, context.now)
    return service.resources.pages.render(document, query)


def begin_checks(service: BeginsChecks, _event: DocumentUploaded, _context: Context) -> None:
    """What completed it has committed: its check is due."""
    service.begin_due_checks()
