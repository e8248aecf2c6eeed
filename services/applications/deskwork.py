"""Who has which application, corrections after the submission, and the end of what was left: a part of `service.py`'s
wiring."""

from services.applications import before, queries
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.amend_application import amend_application
from services.applications.handlers.announce_closing import announce_closing
from services.applications.handlers.cancel_request import cancel_request
from services.applications.handlers.close_announced import close_announced
from services.applications.handlers.declare_absence import declare_absence
from services.applications.handlers.keep_open import keep_open
from services.applications.handlers.reassign_application import reassign_application
from services.applications.handlers.settle_amendment import settle_amendment
from services.applications.store import SqlApplications, SqlDeadlines, SqlDocuments, SqlReadings
from services.contracts.applications import (
    AmendApplication,
    AmendmentsView,
    AmendmentView,
    AnnounceClosing,
    CancelRequest,
    ClaimsView,
    ClaimView,
    CountClaims,
    DeclareAbsence,
    KeepOpen,
    ListAmendments,
    ListClaims,
    ReassignApplication,
    ReleasedView,
    ReviewView,
    SettleAmendment,
)
from services.contracts.base import Page
from services.contracts.identity.officers import OfficerView
from services.kit.process.timers import every
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Deskwork:
    @handles(AmendApplication, prepare=before.documents_of_amendment)
    def amend_application(self, command: AmendApplication, work: Work, described: list[KnownDocument]) -> AmendmentView:
        stores = SqlApplications(work), SqlDocuments(work)
        application, amendment = amend_application(
            command, work.actor, work.now, *stores, described, queries.check_in_all_languages
        )
        return queries.amendment_in_hand(work.session, application, amendment, work.language)

    @handles(ListAmendments, prepare=before.reading_of_amendments)
    def list_amendments(self, query: ListAmendments, work: Work, _recorded: None) -> AmendmentsView:
        return queries.list_amendments(work.session, query.application_id, work.actor, work.language)

    @handles(SettleAmendment)
    def settle_amendment(self, command: SettleAmendment, work: Work) -> ReviewView:
        stores = SqlApplications(work), SqlDocuments(work)
        application = settle_amendment(command, work.actor, work.now, *stores, queries.check_in_all_languages)
        SqlReadings(work).record(application.id, work.actor, "amendment", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(ReassignApplication, prepare=before.officer_to_be)
    def reassign_application(self, command: ReassignApplication, work: Work, officer: OfficerView | None) -> ClaimView:
        application = reassign_application(command, work.actor, SqlApplications(work), officer)
        return queries.claim_in_hand(application, work.language)

    @handles(DeclareAbsence)
    def declare_absence(self, command: DeclareAbsence, work: Work) -> ReleasedView:
        released = declare_absence(command, SqlApplications(work))
        return ReleasedView(officer_id=command.officer_id, released=released)

    @handles(CountClaims)
    def count_claims(self, _query: CountClaims, work: Work) -> ClaimsView:
        return queries.count_claims(work.session, work.actor)

    @handles(ListClaims)
    def list_claims(self, query: ListClaims, work: Work) -> Page[ClaimView]:
        return queries.list_claims(work.session, query, work.actor, work.language)

    @handles(CancelRequest)
    def cancel_request(self, command: CancelRequest, work: Work) -> ReviewView:
        application = cancel_request(command, work.actor, work.now, SqlApplications(work), SqlDocuments(work))
        SqlReadings(work).record(application.id, work.actor, "request", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(AnnounceClosing)
    def announce_closing(self, command: AnnounceClosing, work: Work) -> ReviewView:
        application = announce_closing(command, work.actor, work.now, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "closing", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(KeepOpen)
    def keep_open(self, command: KeepOpen, work: Work) -> ReviewView:
        application = keep_open(command, work.actor, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "closing", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @every(seconds=60)
    def close_announced(self, work: Work) -> None:
        close_announced(work.now, SqlDeadlines(work))
