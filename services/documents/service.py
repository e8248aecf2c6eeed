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
from services.documents import before
from services.documents.domain.views import facts_of, view_of
from services.documents.handlers.complete_upload import complete_upload
from services.documents.handlers.create_document import create_document
from services.documents.handlers.expire_documents import expire_documents
from services.documents.handlers.get_upload_target import get_upload_target
from services.documents.handlers.on_document_uploaded import on_document_uploaded
from services.documents.handlers.open_document import open_document
from services.documents.handlers.remove_document import remove_document
from services.documents.handlers.remove_leftovers import remove_leftovers
from services.documents.handlers.remove_never_uploaded import remove_never_uploaded
from services.documents.ports import StoredObject
from services.documents.queries.accesses import list_accesses
from services.documents.queries.documents import find_document, list_documents
from services.documents.resources import resources
from services.documents.store import LeftoversOneByOne, SqlAccesses, SqlDocuments
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Context, Work


class DocumentsService:
    name = "documents"
    database: Any = Database()
    resources = resources()

    @handles(CreateDocument)
    def create_document(self, command: CreateDocument, work: Work) -> DocumentUploadView:
        return create_document(command, work.actor, work.now, SqlDocuments(work), self.resources.objects)

    @handles(GetUploadTarget)
    def get_upload_target(self, query: GetUploadTarget, work: Work) -> UploadTarget:
        document = find_document(work.session, query.document_id)
        return get_upload_target(document, work.actor, work.now, self.resources.objects)

    @handles(CompleteUpload, prepare=before.look_for_upload)
    def complete_upload(self, command: CompleteUpload, work: Work, uploaded: StoredObject | None) -> DocumentView:
        return complete_upload(command, work.actor, SqlDocuments(work), uploaded)

    @consumes(DocumentUploaded, prepare=before.check)
    def on_document_uploaded(self, event: DocumentUploaded, work: Work, reason: RejectionReason | None) -> None:
        on_document_uploaded(event, work.now, SqlDocuments(work), reason)

    @handles(ListDocuments)
    def list_documents(self, query: ListDocuments, work: Work) -> Page[DocumentView]:
        return list_documents(work.session, query, work.actor)

    @handles(GetDocument)
    def get_document(self, query: GetDocument, work: Work) -> DocumentView:
        document = find_document(work.session, query.document_id)
        document.require_reader(work.actor)
        return view_of(document)

    @handles(DescribeDocument)
    def describe_document(self, query: DescribeDocument, work: Work) -> DocumentFactsView:
        return facts_of(find_document(work.session, query.document_id))

    @handles(OpenDocument)
    def open_document(self, command: OpenDocument, work: Work) -> ContentView:
        return open_document(
            command, work.actor, work.now, SqlDocuments(work), SqlAccesses(work), self.resources.objects
        )

    @handles(ListAccesses)
    def list_accesses(self, query: ListAccesses, work: Work) -> Page[AccessView]:
        return list_accesses(work.session, query, work.actor)

    @handles(RemoveDocument)
    def remove_document(self, command: RemoveDocument, work: Work) -> Done:
        return remove_document(command, work.actor, work.now, SqlDocuments(work))

    @every(seconds=600)
    def expire_documents(self, work: Work) -> None:
        expire_documents(work.now, SqlDocuments(work))

    @every(seconds=600)
    def remove_never_uploaded(self, work: Work) -> None:
        remove_never_uploaded(work.now, SqlDocuments(work))

    @every(seconds=10, own_transactions=True)
    def remove_leftovers(self, context: Context) -> None:
        remove_leftovers(context.now, LeftoversOneByOne(self.database), self.resources.objects)
