"""The wiring of documents."""

from typing import Any
from uuid import UUID

from services.contracts.applications import DocumentsHeld, ThreadDocumentsHeld
from services.contracts.base import Done, Page
from services.contracts.calendar import day_in_paris
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
    GetNoticeReading,
    GetUploadTarget,
    ListAccesses,
    ListDocuments,
    NoticeReadingView,
    OpenDocument,
    PageImageView,
    PreviewDocument,
    RemoveDocument,
    UploadTarget,
)
from services.contracts.identity import CorrectionRequested, MemberErased, RightsPapersHeld
from services.documents import before
from services.documents.domain.checks import Outcome
from services.documents.domain.holding import longest
from services.documents.domain.views import facts_of, kept, view_of
from services.documents.handlers.begin_checks import begin_checks
from services.documents.handlers.complete_upload import complete_upload
from services.documents.handlers.conclude_check import conclude_check
from services.documents.handlers.create_document import create_document
from services.documents.handlers.expire_documents import expire_documents
from services.documents.handlers.get_upload_target import get_upload_target
from services.documents.handlers.on_correction_requested import on_correction_requested
from services.documents.handlers.on_document_uploaded import on_document_uploaded
from services.documents.handlers.on_documents_held import on_documents_held
from services.documents.handlers.on_member_erased import on_member_erased
from services.documents.handlers.on_rights_papers_held import on_rights_papers_held
from services.documents.handlers.on_thread_documents_held import on_thread_documents_held
from services.documents.handlers.open_document import open_document
from services.documents.handlers.remove_document import remove_document
from services.documents.handlers.remove_leftovers import remove_leftovers
from services.documents.handlers.remove_never_uploaded import remove_never_uploaded
from services.documents.handlers.sweep_incoming import sweep_incoming
from services.documents.handlers.tell_ending_documents import tell_ending_documents
from services.documents.my_data import MyData
from services.documents.ports import StoredObject
from services.documents.queries.accesses import list_accesses
from services.documents.queries.documents import find_document, find_reading, list_documents
from services.documents.queries.notices import get_notice_reading
from services.documents.resources import PAGES, resources
from services.documents.store import (
    ClaimedChecks,
    LeftoversOneByOne,
    SqlAccesses,
    SqlDocuments,
    SqlHeldOfMembers,
    SqlHoldings,
    SqlReadings,
)
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Context, Work, utc_now


class DocumentsService(MyData):
    name = "documents"
    rpc: Any = RpcClient()
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
        return complete_upload(command, work.actor, work.now, SqlDocuments(work), uploaded)

    @consumes(DocumentUploaded, prepare=before.begin_checks)
    def on_document_uploaded(self, event: DocumentUploaded, work: Work, _begun: None) -> None:
        on_document_uploaded(event, work.now, SqlDocuments(work))

    @every(seconds=1, own_transactions=True)
    def begin_checks(self, _context: Context) -> None:
        self.begin_due_checks()

    def begin_due_checks(self) -> None:
        with self.resources.desk.claiming:
            begin_checks(utc_now(), ClaimedChecks(self.database), self.resources.desk, self._conclude_check)

    def _conclude_check(self, document_id: UUID, outcome: Outcome) -> None:
        with self.database.work() as work:
            conclude_check(document_id, outcome, work.now, SqlDocuments(work), SqlReadings(work.session))
        self.begin_due_checks()

    @handles(ListDocuments)
    def list_documents(self, query: ListDocuments, work: Work) -> Page[DocumentView]:
        return list_documents(work.session, query, work.actor, work.now)

    @handles(GetDocument)
    def get_document(self, query: GetDocument, work: Work) -> DocumentView:
        document = find_document(work.session, query.document_id)
        holdings = SqlHoldings(work.session)
        document.require_reader(work.actor, held_by=holdings.application_holding(document.id, work.actor))
        keep = longest(holdings.keeps([document.id]).get(document.id, []), day_in_paris(work.now))
        return kept(view_of(document, find_reading(work.session, document.id)), keep)

    @handles(DescribeDocument)
    def describe_document(self, query: DescribeDocument, work: Work) -> DocumentFactsView:
        return facts_of(find_document(work.session, query.document_id))

    @handles(GetNoticeReading)
    def get_notice_reading(self, query: GetNoticeReading, work: Work) -> NoticeReadingView:
        return get_notice_reading(work.session, query)

    @handles(OpenDocument)
    def open_document(self, command: OpenDocument, work: Work) -> ContentView:
        documents, holdings, accesses = SqlDocuments(work), SqlHoldings(work.session), SqlAccesses(work)
        return open_document(command, work.actor, work.now, documents, holdings, accesses, self.resources.objects)

    @handles(PreviewDocument, prepare=before.page_of_document, bulkhead=PAGES)
    def preview_document(self, _query: PreviewDocument, _work: Work, page: PageImageView) -> PageImageView:
        return page

    @handles(ListAccesses)
    def list_accesses(self, query: ListAccesses, work: Work) -> Page[AccessView]:
        return list_accesses(work.session, query, work.actor)

    @handles(RemoveDocument)
    def remove_document(self, command: RemoveDocument, work: Work) -> Done:
        return remove_document(command, work.actor, work.now, SqlDocuments(work), SqlHoldings(work.session))

    @consumes(DocumentsHeld)
    def on_documents_held(self, event: DocumentsHeld, work: Work) -> None:
        on_documents_held(event, work.now, SqlHoldings(work.session))

    @consumes(ThreadDocumentsHeld)
    def on_thread_documents_held(self, event: ThreadDocumentsHeld, work: Work) -> None:
        on_thread_documents_held(event, work.now, SqlHoldings(work.session))

    @consumes(MemberErased)
    def on_member_erased(self, event: MemberErased, work: Work) -> None:
        on_member_erased(event, work.now, SqlHeldOfMembers(work))

    @consumes(RightsPapersHeld)
    def on_rights_papers_held(self, event: RightsPapersHeld, work: Work) -> None:
        on_rights_papers_held(event, work.now, SqlHoldings(work.session))

    @consumes(CorrectionRequested)
    def on_correction_requested(self, event: CorrectionRequested, work: Work) -> None:
        on_correction_requested(event, work.now, SqlHoldings(work.session))

    @every(seconds=60)
    def tell_ending_documents(self, work: Work) -> None:
        tell_ending_documents(work.now, SqlDocuments(work))

    @every(seconds=600)
    def expire_documents(self, work: Work) -> None:
        expire_documents(work.now, SqlDocuments(work))

    @every(seconds=300)
    def remove_never_uploaded(self, work: Work) -> None:
        remove_never_uploaded(work.now, SqlDocuments(work))

    @every(seconds=10, own_transactions=True)
    def remove_leftovers(self, context: Context) -> None:
        remove_leftovers(context.now, LeftoversOneByOne(self.database), self.resources.objects)

    @every(seconds=600, own_transactions=True)
    def sweep_incoming(self, context: Context) -> None:
        sweep_incoming(context.now, LeftoversOneByOne(self.database), self.resources.objects)
