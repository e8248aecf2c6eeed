"""What applications answers, hears and does by the clock: wiring only."""

from services.applications import asking, handlers, queries
from services.applications.domain.documents import KnownDocument
from services.applications.store import (
    SqlApplications,
    SqlBenefits,
    SqlDeadlines,
    SqlDocuments,
    SqlMessages,
    SqlQuotients,
)
from services.applications.store.delays import work_out_usual_delays
from services.contracts.applications import (
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    AttachDocument,
    BenefitSummaryView,
    BenefitView,
    ClaimApplication,
    DecideApplication,
    DetachDocument,
    EstimateBenefit,
    EstimateView,
    GetApplication,
    GetApplicationForm,
    GetBenefit,
    GetReview,
    ListApplications,
    ListBenefits,
    ListMessages,
    ListQueue,
    MarkMessagesRead,
    MessageView,
    PostMessage,
    PublishBenefit,
    PublishScale,
    QueueItemView,
    RequestItems,
    ReviewView,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    WithdrawApplication,
)
from services.contracts.base import Done, Page
from services.contracts.documents import (
    DocumentAccepted,
    DocumentExpired,
    DocumentRejected,
    DocumentRemoved,
    DocumentUploaded,
)
from services.contracts.identity import ApplicantView, RightsOpened
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work


class ApplicationsService:
    name = "applications"
    rpc = RpcClient()
    database = Database()

    # Benefits.

    @handles(ListBenefits)
    def list_benefits(self, query: ListBenefits, work: Work) -> Page[BenefitSummaryView]:
        return queries.list_benefits(work.session, query, work.actor, work.now, work.language)

    @handles(GetBenefit)
    def get_benefit(self, query: GetBenefit, work: Work) -> BenefitView:
        return queries.get_benefit(work.session, query.code, work.actor, work.now, work.language)

    @handles(EstimateBenefit)
    def estimate_benefit(self, query: EstimateBenefit, work: Work) -> EstimateView:
        return queries.estimate_benefit(work.session, query, work.actor, work.now, work.language)

    @handles(PublishBenefit)
    def publish_benefit(self, command: PublishBenefit, work: Work) -> BenefitView:
        handlers.publish_benefit(command, SqlBenefits(work))
        return queries.get_benefit(work.session, command.code, work.actor, work.now, work.language)

    @handles(PublishScale)
    def publish_scale(self, command: PublishScale, work: Work) -> BenefitView:
        handlers.publish_scale(command, SqlBenefits(work))
        return queries.get_benefit(work.session, command.benefit_code, work.actor, work.now, work.language)

    # The member's applications.

    @handles(StartApplication, prepare=asking.applicant_of_actor)
    def start_application(self, command: StartApplication, work: Work, applicant: ApplicantView) -> ApplicationView:
        application_id = handlers.start_application(
            command, work.actor, work.now, SqlApplications(work), SqlBenefits(work), SqlQuotients(work), applicant
        )
        return queries.get_application(work.session, application_id, work.actor, work.language)

    @handles(SaveAnswers)
    def save_answers(self, command: SaveAnswers, work: Work) -> ApplicationView:
        handlers.save_answers(command, work.actor, work.now, SqlApplications(work))
        return queries.get_application(work.session, command.application_id, work.actor, work.language)

    @handles(AttachDocument, prepare=asking.document_to_attach)
    def attach_document(self, command: AttachDocument, work: Work, described: KnownDocument | None) -> ApplicationView:
        handlers.attach_document(command, work.actor, work.now, SqlApplications(work), SqlDocuments(work), described)
        return queries.get_application(work.session, command.application_id, work.actor, work.language)

    @handles(DetachDocument)
    def detach_document(self, command: DetachDocument, work: Work) -> ApplicationView:
        handlers.detach_document(command, work.actor, SqlApplications(work))
        return queries.get_application(work.session, command.application_id, work.actor, work.language)

    @handles(SubmitApplication)
    def submit_application(self, command: SubmitApplication, work: Work) -> ApplicationView:
        handlers.submit_application(command, work.actor, work.now, SqlApplications(work))
        return queries.get_application(work.session, command.application_id, work.actor, work.language)

    @handles(WithdrawApplication)
    def withdraw_application(self, command: WithdrawApplication, work: Work) -> ApplicationView:
        handlers.withdraw_application(command, work.actor, work.now, SqlApplications(work))
        return queries.get_application(work.session, command.application_id, work.actor, work.language)

    @handles(ListApplications)
    def list_applications(self, query: ListApplications, work: Work) -> Page[ApplicationSummaryView]:
        return queries.list_applications(work.session, query, work.actor, work.language)

    @handles(GetApplication)
    def get_application(self, query: GetApplication, work: Work) -> ApplicationView:
        return queries.get_application(work.session, query.application_id, work.actor, work.language)

    @handles(GetApplicationForm)
    def get_application_form(self, query: GetApplicationForm, work: Work) -> ApplicationFormView:
        return queries.get_application_form(work.session, query.application_id, work.actor, work.now, work.language)

    # The thread.

    @handles(PostMessage, prepare=asking.documents_to_post)
    def post_message(self, command: PostMessage, work: Work, described: list[KnownDocument]) -> MessageView:
        message = handlers.post_message(
            command, work.actor, work.now, SqlApplications(work), SqlMessages(work), SqlDocuments(work), described
        )
        return queries.message_view(message)

    @handles(ListMessages)
    def list_messages(self, query: ListMessages, work: Work) -> Page[MessageView]:
        return queries.list_messages(work.session, query, work.actor)

    @handles(MarkMessagesRead)
    def mark_messages_read(self, command: MarkMessagesRead, work: Work) -> Done:
        handlers.mark_messages_read(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
        return Done()

    # The officers' review.

    @handles(ListQueue)
    def list_queue(self, query: ListQueue, work: Work) -> Page[QueueItemView]:
        return queries.list_queue(work.session, query, work.actor, work.language)

    @handles(GetReview)
    def get_review(self, query: GetReview, work: Work) -> ReviewView:
        return queries.get_review(work.session, query.application_id, work.actor, work.language)

    @handles(ClaimApplication)
    def claim_application(self, command: ClaimApplication, work: Work) -> ReviewView:
        handlers.claim_application(command, work.actor, SqlApplications(work))
        return queries.get_review(work.session, command.application_id, work.actor, work.language)

    @handles(RequestItems)
    def request_items(self, command: RequestItems, work: Work) -> ReviewView:
        handlers.request_items(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
        return queries.get_review(work.session, command.application_id, work.actor, work.language)

    @handles(DecideApplication)
    def decide_application(self, command: DecideApplication, work: Work) -> ReviewView:
        handlers.decide_application(command, work.actor, work.now, SqlApplications(work))
        return queries.get_review(work.session, command.application_id, work.actor, work.language)

    # What other services tell.

    @consumes(RightsOpened, prepare=asking.applicant_of_event)
    def on_rights_opened(self, _event: RightsOpened, work: Work, applicant: ApplicantView) -> None:
        handlers.on_rights_opened(applicant, work.now, SqlQuotients(work))

    @consumes(DocumentUploaded)
    def on_document_uploaded(self, event: DocumentUploaded, work: Work) -> None:
        self._on_document(KnownDocument(event.document_id, event.owner_id, event.kind, "checking", event.version), work)

    @consumes(DocumentAccepted)
    def on_document_accepted(self, event: DocumentAccepted, work: Work) -> None:
        accepted = KnownDocument(
            event.document_id,
            event.owner_id,
            event.kind,
            "accepted",
            event.version,
            content_type=event.content_type,
            size=event.size,
        )
        self._on_document(accepted, work)

    @consumes(DocumentRejected)
    def on_document_rejected(self, event: DocumentRejected, work: Work) -> None:
        self._on_document(KnownDocument(event.document_id, event.owner_id, event.kind, "rejected", event.version), work)

    @consumes(DocumentExpired)
    def on_document_expired(self, event: DocumentExpired, work: Work) -> None:
        self._on_document(KnownDocument(event.document_id, event.owner_id, event.kind, "expired", event.version), work)

    @consumes(DocumentRemoved)
    def on_document_removed(self, event: DocumentRemoved, work: Work) -> None:
        self._on_document(KnownDocument(event.document_id, event.owner_id, event.kind, "removed", event.version), work)

    def _on_document(self, news: KnownDocument, work: Work) -> None:
        handlers.on_document(news, work.now, SqlDocuments(work), SqlApplications(work))

    # The clock.

    @every(seconds=60)
    def expire_drafts(self, work: Work) -> None:
        handlers.expire_drafts(work.now, SqlDeadlines(work))

    @every(seconds=60)
    def remind_of_deadlines(self, work: Work) -> None:
        handlers.remind_of_deadlines(work.now, SqlDeadlines(work))

    @every(seconds=600)
    def work_out_usual_delays(self, work: Work) -> None:
        work_out_usual_delays(work.session, work.now)
