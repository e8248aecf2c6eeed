"""The wiring of documents."""

from typing import Any

from services.contracts.base import Done, Page
from services.contracts.documents import (
    AccessView,
    CompleteUpload,
    ContentView,
    CreateDocument,
    DescribeDocument,
    DocumentFactsView,
    DocumentUploaded,
    DocumentUploadView,
    DocumentView,
    GetDocument,
    GetUploadTarget,
    ListAccesses,
    ListDocuments,
    OpenDocument,
    RejectionReason,
    RemoveDocument,
    UploadTarget,
)
from services.documents import handlers, queries
from services.documents.domain.views import facts_of, view_of
from services.documents.equipment import equipment
from services.documents.ports import StoredObject
from services.documents.store import SqlAccesses, SqlDocuments, SqlLeftovers
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Context, Work

MOST_REMOVED_AT_ONCE = 100


def look_for_upload(service: "DocumentsService", command: CompleteUpload, context: Context) -> StoredObject | None:
    with service.database.work(read_only=True) as work:
        document = queries.find_document(work.session, command.document_id)
    document.require_owner(context.actor)
    return None if document.upload_is_complete else service.equipment.objects.stat(document.incoming_key)


def check(service: "DocumentsService", event: DocumentUploaded, _context: Context) -> RejectionReason | None:
    with service.database.work(read_only=True) as work:
        document = queries.find_document(work.session, event.document_id)
    return service.equipment.check(document) if document.state == "checking" else None


class DocumentsService:
    name = "documents"
    database: Any = Database()
    equipment = equipment()

    @handles(CreateDocument)
    def create_document(self, command: CreateDocument, work: Work) -> DocumentUploadView:
        return handlers.create_document(command, work.actor, work.now, SqlDocuments(work), self.equipment.objects)

    @handles(GetUploadTarget)
    def get_upload_target(self, query: GetUploadTarget, work: Work) -> UploadTarget:
        document = queries.find_document(work.session, query.document_id)
        document.require_owner(work.actor)
        document.require_awaiting_upload()
        return handlers.upload_target(document, work.now, self.equipment.objects, public=False)

    @handles(CompleteUpload, prepare=look_for_upload)
    def complete_upload(self, command: CompleteUpload, work: Work, uploaded: StoredObject | None) -> DocumentView:
        return handlers.complete_upload(command, work.actor, SqlDocuments(work), uploaded)

    @consumes(DocumentUploaded, prepare=check)
    def on_document_uploaded(self, event: DocumentUploaded, work: Work, reason: RejectionReason | None) -> None:
        handlers.record_verdict(event, work.now, SqlDocuments(work), reason)

    @handles(ListDocuments)
    def list_documents(self, query: ListDocuments, work: Work) -> Page[DocumentView]:
        return queries.list_documents(work.session, query, work.actor)

    @handles(GetDocument)
    def get_document(self, query: GetDocument, work: Work) -> DocumentView:
        document = queries.find_document(work.session, query.document_id)
        document.require_reader(work.actor)
        return view_of(document)

    @handles(DescribeDocument)
    def describe_document(self, query: DescribeDocument, work: Work) -> DocumentFactsView:
        return facts_of(queries.find_document(work.session, query.document_id))

    @handles(OpenDocument)
    def open_document(self, command: OpenDocument, work: Work) -> ContentView:
        return handlers.open_document(
            command, work.actor, work.now, SqlDocuments(work), SqlAccesses(work), self.equipment.objects
        )

    @handles(ListAccesses)
    def list_accesses(self, query: ListAccesses, work: Work) -> Page[AccessView]:
        return queries.list_accesses(work.session, query, work.actor)

    @handles(RemoveDocument)
    def remove_document(self, command: RemoveDocument, work: Work) -> Done:
        return handlers.remove_document(command, work.actor, work.now, SqlDocuments(work))

    @every(seconds=600)
    def expire_documents(self, work: Work) -> None:
        handlers.expire_documents(work.now, SqlDocuments(work))

    @every(seconds=600)
    def remove_never_uploaded(self, work: Work) -> None:
        handlers.remove_never_uploaded(work.now, SqlDocuments(work))

    @every(seconds=10, own_transactions=True)
    def remove_leftovers(self, context: Context) -> None:
        """Two processes may do the same one: removing twice is harmless."""
        with self.database.work(read_only=True) as work:
            due = SqlLeftovers(work).due(context.now, MOST_REMOVED_AT_ONCE)
        for leftover in due:
            self.equipment.objects.remove(leftover.key)
            with self.database.work() as work:
                SqlLeftovers(work).forget(leftover)
