"""What officers do with applications, and where they find them: a part of `service.py`'s wiring."""

from services.applications import before, queries
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.claim_next_application import claim_next_application
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.learn_rights import learn_rights
from services.applications.handlers.override_rule import override_rule
from services.applications.handlers.release_application import release_application
from services.applications.handlers.request_items import request_items
from services.applications.handlers.take_over_rights import take_over_rights
from services.applications.store import SqlApplications, SqlMessages, SqlQuotients, SqlReadings, SqlRulings
from services.contracts.applications import (
    ClaimApplication,
    ClaimNextApplication,
    CountQueue,
    DecideApplication,
    GetReview,
    ListQueue,
    OverrideRule,
    QueueCountsView,
    QueueItemView,
    ReleaseApplication,
    RequestItems,
    ReviewView,
    TakeOverRights,
)
from services.contracts.base import Page
from services.contracts.identity import ApplicantView
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Reviewing:
    @handles(ListQueue)
    def list_queue(self, query: ListQueue, work: Work) -> Page[QueueItemView]:
        return queries.list_queue(work.session, query, work.actor, work.now, work.language)

    @handles(CountQueue)
    def count_queue(self, _query: CountQueue, work: Work) -> QueueCountsView:
        return queries.count_queue(work.session, work.actor, work.now)

    @handles(GetReview, prepare=before.reading_of_review)
    def get_review(self, query: GetReview, work: Work, _recorded: None) -> ReviewView:
        return queries.get_review(work.session, query.application_id, work.actor, work.now, work.language)

    @handles(ClaimApplication)
    def claim_application(self, command: ClaimApplication, work: Work) -> ReviewView:
        application = claim_application(command, work.actor, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "claim", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(ClaimNextApplication)
    def claim_next_application(self, command: ClaimNextApplication, work: Work) -> ReviewView:
        application = claim_next_application(command, work.actor, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "claim", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(ReleaseApplication)
    def release_application(self, command: ReleaseApplication, work: Work) -> ReviewView:
        application = release_application(command, work.actor, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "release", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(RequestItems)
    def request_items(self, command: RequestItems, work: Work) -> ReviewView:
        application = request_items(command, work.actor, work.now, SqlApplications(work), SqlMessages(work))
        SqlReadings(work).record(application.id, work.actor, "request", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(TakeOverRights, prepare=before.applicant_to_decide)
    def take_over_rights(self, command: TakeOverRights, work: Work, applicant: ApplicantView | None) -> ReviewView:
        if applicant is not None:
            learn_rights(applicant, work.now, SqlQuotients(work))
        application = take_over_rights(command, work.actor, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "rights", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(OverrideRule)
    def override_rule(self, command: OverrideRule, work: Work) -> ReviewView:
        application = override_rule(command, work.actor, work.now, SqlApplications(work))
        SqlReadings(work).record(application.id, work.actor, "decision", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(DecideApplication, prepare=before.applicant_to_decide)
    def decide_application(self, command: DecideApplication, work: Work, applicant: ApplicantView | None) -> ReviewView:
        if applicant is not None:
            learn_rights(applicant, work.now, SqlQuotients(work))
        application = decide_application(
            command, work.actor, work.now, SqlApplications(work), SqlRulings(work), queries.check_in_all_languages
        )
        SqlReadings(work).record(application.id, work.actor, "decision", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)
