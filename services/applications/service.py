"""What applications answers, hears and does by the clock: wiring only."""

from services.applications import before, queries
from services.applications.appeals import Appeals
from services.applications.calendars import Calendars
from services.applications.deskwork import Deskwork
from services.applications.domain.documents import DocumentEvent, KnownDocument
from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.expire_drafts import expire_drafts
from services.applications.handlers.learn_rights import learn_rights
from services.applications.handlers.on_account_closed import on_account_closed
from services.applications.handlers.on_document import on_document
from services.applications.handlers.on_establishment_changed import on_establishment_changed
from services.applications.handlers.on_member_erased import on_member_erased
from services.applications.handlers.on_staff_roles_changed import on_staff_roles_changed
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.publish_scale import publish_scale
from services.applications.handlers.remind_of_deadlines import remind_of_deadlines
from services.applications.handlers.save_answers import save_answers
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.tell_documents_held import tell_documents_held
from services.applications.handlers.withdraw_application import withdraw_application
from services.applications.handlers.work_out_usual_delays import work_out_usual_delays
from services.applications.messaging import Messaging
from services.applications.my_data import MyData
from services.applications.reviewing import Reviewing
from services.applications.settings import Settings
from services.applications.store import (
    SqlApplicants,
    SqlApplications,
    SqlBenefits,
    SqlCalendars,
    SqlDeadlines,
    SqlDelays,
    SqlDocuments,
    SqlQuotients,
    SqlRulings,
)
from services.applications.store.members import SqlHeldOfMembers
from services.contracts.applications import (
    ApplicationFormView,
    ApplicationSummaryView,
    ApplicationView,
    AttachDocument,
    BenefitSummaryView,
    BenefitView,
    DetachDocument,
    EstimateBenefit,
    EstimateView,
    GetApplication,
    GetApplicationForm,
    GetBenefit,
    GetRadar,
    ListApplications,
    ListBenefits,
    ListReadings,
    PublishBenefit,
    PublishScale,
    RadarView,
    ReadingView,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    WithdrawApplication,
)
from services.contracts.base import Page
from services.contracts.documents import (
    DocumentAccepted,
    DocumentExpired,
    DocumentRejected,
    DocumentRemoved,
    DocumentUploaded,
)
from services.contracts.identity import (
    AccountClosed,
    ApplicantView,
    EstablishmentChanged,
    MemberErased,
    RightsConfirmed,
    RightsOpened,
    RightsRefused,
    StaffRolesChanged,
)
from services.kit.database.pool import Database
from services.kit.events.consumers import consumes
from services.kit.member_data import is_erased
from services.kit.process.configuration import configured
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.rpc.client import RpcClient
from services.kit.work import Work


class ApplicationsService(Messaging, Reviewing, Deskwork, Appeals, Calendars, MyData):
    name = "applications"
    settings = configured(Settings)
    rpc = RpcClient()
    database = Database()

    # Benefits.

    @handles(ListBenefits)
    def list_benefits(self, query: ListBenefits, work: Work) -> Page[BenefitSummaryView]:
        return queries.list_benefits(work.session, query, work.actor, work.now, work.language)

    @handles(GetBenefit)
    def get_benefit(self, query: GetBenefit, work: Work) -> BenefitView:
        return queries.get_benefit(work.session, query.code, work.actor, work.now, work.language)

    @handles(EstimateBenefit, prepare=before.applicant_of_actor)
    def estimate_benefit(self, query: EstimateBenefit, work: Work, applicant: ApplicantView) -> EstimateView:
        return queries.estimate_benefit(work.session, query, work.actor, applicant, work.now, work.language)

    @handles(GetRadar, prepare=before.applicant_of_actor)
    def get_radar(self, query: GetRadar, work: Work, applicant: ApplicantView) -> RadarView:
        return queries.get_radar(work.session, query, work.actor, applicant, work.now, work.language)

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
        stores = SqlApplications(work), SqlBenefits(work), SqlQuotients(work)
        application = start_application(command, work.actor, work.now, self._allowance, *stores, applicant)
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(SaveAnswers)
    def save_answers(self, command: SaveAnswers, work: Work) -> ApplicationView:
        application = save_answers(command, work.actor, work.now, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(AttachDocument, prepare=before.document_to_attach)
    def attach_document(self, command: AttachDocument, work: Work, described: KnownDocument | None) -> ApplicationView:
        application = attach_document(
            command, work.actor, work.now, SqlApplications(work), SqlDocuments(work), described
        )
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(DetachDocument)
    def detach_document(self, command: DetachDocument, work: Work) -> ApplicationView:
        application = detach_document(command, work.actor, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(SubmitApplication, prepare=before.applicant_to_freeze)
    def submit_application(
        self, command: SubmitApplication, work: Work, applicant: ApplicantView | None
    ) -> ApplicationView:
        if applicant is not None:
            learn_rights(applicant, work.now, SqlQuotients(work))
        application = submit_application(
            command, work.actor, work.now, SqlApplications(work), queries.check_in_all_languages, applicant
        )
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(WithdrawApplication)
    def withdraw_application(self, command: WithdrawApplication, work: Work) -> ApplicationView:
        application = withdraw_application(command, work.actor, work.now, SqlApplications(work))
        return queries.application_in_hand(work.session, application, work.now, work.language)

    @handles(ListApplications)
    def list_applications(self, query: ListApplications, work: Work) -> Page[ApplicationSummaryView]:
        return queries.list_applications(work.session, query, work.actor, work.language)

    @handles(GetApplication)
    def get_application(self, query: GetApplication, work: Work) -> ApplicationView:
        return queries.get_application(work.session, query.application_id, work.actor, work.now, work.language)

    @handles(ListReadings)
    def list_readings(self, query: ListReadings, work: Work) -> Page[ReadingView]:
        return queries.list_readings(work.session, query, work.actor, work.language)

    @handles(GetApplicationForm)
    def get_application_form(self, query: GetApplicationForm, work: Work) -> ApplicationFormView:
        return queries.get_application_form(work.session, query.application_id, work.actor, work.now, work.language)

    # What other services tell.

    @consumes(RightsOpened, prepare=before.applicant_of_event)
    def on_rights_opened(self, _event: RightsOpened, work: Work, applicant: ApplicantView) -> None:
        learn_rights(applicant, work.now, SqlQuotients(work))

    @consumes(RightsConfirmed, prepare=before.applicant_of_event)
    def on_rights_confirmed(self, _event: RightsConfirmed, work: Work, applicant: ApplicantView) -> None:
        learn_rights(applicant, work.now, SqlQuotients(work))

    @consumes(RightsRefused, prepare=before.applicant_of_event)
    def on_rights_refused(self, _event: RightsRefused, work: Work, applicant: ApplicantView) -> None:
        learn_rights(applicant, work.now, SqlQuotients(work))

    @consumes(EstablishmentChanged, prepare=before.applicant_of_event)
    def on_establishment_changed(self, _event: EstablishmentChanged, work: Work, applicant: ApplicantView) -> None:
        on_establishment_changed(applicant, SqlApplicants(work))

    @consumes(AccountClosed)
    def on_account_closed(self, event: AccountClosed, work: Work) -> None:
        on_account_closed(event, SqlApplications(work), SqlCalendars(work), SqlRulings(work))

    @consumes(StaffRolesChanged)
    def on_staff_roles_changed(self, event: StaffRolesChanged, work: Work) -> None:
        on_staff_roles_changed(event, SqlApplications(work), SqlRulings(work))

    @consumes(MemberErased)
    def on_member_erased(self, event: MemberErased, work: Work) -> None:
        on_member_erased(event, SqlHeldOfMembers(work))

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
        if not is_erased(work.session, event.owner_id):
            on_document(KnownDocument.told_by(event), work.now, SqlDocuments(work), SqlApplications(work))

    # The clock.

    @every(seconds=60)
    def expire_drafts(self, work: Work) -> None:
        expire_drafts(work.now, SqlDeadlines(work))

    @every(seconds=60)
    def remind_of_deadlines(self, work: Work) -> None:
        remind_of_deadlines(work.now, SqlDeadlines(work))

    @every(seconds=60)
    def tell_documents_held(self, work: Work) -> None:
        tell_documents_held(SqlApplications(work))

    @every(seconds=600)
    def work_out_usual_delays(self, work: Work) -> None:
        work_out_usual_delays(work.now, SqlDelays(work))
