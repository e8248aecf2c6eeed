"""What applications answers, hears and does by the clock: wiring only."""

from services.applications import before, queries
from services.applications.domain.documents import DocumentEvent, KnownDocument
from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.expire_drafts import expire_drafts
from services.applications.handlers.mark_messages_read import mark_messages_read
from services.applications.handlers.on_document import on_document
from services.applications.handlers.on_rights_opened import on_rights_opened
from services.applications.handlers.post_message import post_message
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.publish_scale import publish_scale
from services.applications.handlers.remind_of_deadlines import remind_of_deadlines
from services.applications.handlers.request_items import request_items
from services.applications.handlers.save_answers import save_answers
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.withdraw_application import withdraw_application
from services.applications.handlers.work_out_usual_delays import work_out_usual_delays
from services.applications.store import (
    SqlApplications,
    SqlBenefits,
    SqlDeadlines,
    SqlDelays,
    SqlDocuments,
    SqlMessages,
    SqlQuotients,
)
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
        publish_benefit(command, SqlBenefits(work))
        return queries.get_benefit(work.session, command.code, work.actor, work.now, work.language)

    @handles(PublishScale)
    def publish_scale(self, command: PublishScale, work: Work) -> BenefitView:
        publish_scale(command, SqlBenefits(work))
        return queries.get_benefit(work.session, command.benefit_code, work.actor, work.now, work.language)

    # The member's applications.

    @handles(StartApplication, prepare=before.applicant_of_actor)
    def start_application(self, command: StartApplication, work: Work, applicant: ApplicantView) -> ApplicationView:
        application = start_application(
            command, work.actor, work.now, SqlApplications(work), SqlBenefits(work), SqlQuotients(work), applicant
        )
        return queries.application_in_hand(work.session, application, work.language)

    @handles(SaveAnswers)
    def save_answers(self, command: SaveAnswers, work: Work) -> ApplicationView:
        application = save_answers(command, work.actor, work.now, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.language)

    @handles(AttachDocument, prepare=before.document_to_attach)
    def attach_document(self, command: AttachDocument, work: Work, described: KnownDocument | None) -> ApplicationView:
        application = attach_document(
            command, work.actor, work.now, SqlApplications(work), SqlDocuments(work), described
        )
        return queries.application_in_hand(work.session, application, work.language)

    @handles(DetachDocument)
    def detach_document(self, command: DetachDocument, work: Work) -> ApplicationView:
        application = detach_document(command, work.actor, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.language)

    @handles(SubmitApplication)
    def submit_application(self, command: SubmitApplication, work: Work) -> ApplicationView:
        application = submit_application(command, work.actor, work.now, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.language)

    @handles(WithdrawApplication)
    def withdraw_application(self, command: WithdrawApplication, work: Work) -> ApplicationView:
        application = withdraw_application(command, work.actor, work.now, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.language)

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

    @handles(PostMessage, prepare=before.documents_to_post)
    def post_message(self, command: PostMessage, work: Work, described: list[KnownDocument]) -> MessageView:
        message = post_message(
            command, work.actor, work.now, SqlApplications(work), SqlMessages(work), SqlDocuments(work), described
        )
        return queries.message_view(message)

    @handles(ListMessages)
    def list_messages(self, query: ListMessages, work: Work) -> Page[MessageView]:
        return queries.list_messages(work.session, query, work.actor)

    @handles(MarkMessagesRead)
    def mark_messages_read(self, command: MarkMessagesRead, work: Work) -> Done:
        mark_messages_read(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
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
        application = claim_application(command, work.actor, SqlApplications(work))
        return queries.review_in_hand(work.session, application, work.actor, work.language)

    @handles(RequestItems)
    def request_items(self, command: RequestItems, work: Work) -> ReviewView:
        application = request_items(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
        return queries.review_in_hand(work.session, application, work.actor, work.language)

    @handles(DecideApplication)
    def decide_application(self, command: DecideApplication, work: Work) -> ReviewView:
        application = decide_application(command, work.actor, work.now, SqlApplications(work))
        return queries.review_in_hand(work.session, application, work.actor, work.language)

    # What other services tell.

    @consumes(RightsOpened, prepare=before.applicant_of_event)
    def on_rights_opened(self, _event: RightsOpened, work: Work, applicant: ApplicantView) -> None:
        on_rights_opened(applicant, work.now, SqlQuotients(work))

    @consumes(DocumentUploaded)
    def on_document_uploaded(self, event: DocumentUploaded, work: Work) -> None:
        self._on_document(event, work)

    @consumes(DocumentAccepted)
    def on_document_accepted(self, event: DocumentAccepted, work: Work) -> None:
        self._on_document(event, work)

    @consumes(DocumentRejected)
    def on_document_rejected(self, event: DocumentRejected, work: Work) -> None:
        self._on_document(event, work)

    @consumes(DocumentExpired)
    def on_document_expired(self, event: DocumentExpired, work: Work) -> None:
        self._on_document(event, work)

    @consumes(DocumentRemoved)
    def on_document_removed(self, event: DocumentRemoved, work: Work) -> None:
        self._on_document(event, work)

    def _on_document(self, event: DocumentEvent, work: Work) -> None:
        on_document(KnownDocument.told_by(event), work.now, SqlDocuments(work), SqlApplications(work))

    # The clock.

    @every(seconds=60)
    def expire_drafts(self, work: Work) -> None:
        expire_drafts(work.now, SqlDeadlines(work))

    @every(seconds=60)
    def remind_of_deadlines(self, work: Work) -> None:
        remind_of_deadlines(work.now, SqlDeadlines(work))

    @every(seconds=600)
    def work_out_usual_delays(self, work: Work) -> None:
        work_out_usual_delays(work.now, SqlDelays(work))
