"""What comes after a decision: a part of `service.py`'s wiring."""

from services.applications import before, queries
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.claim_appeal import claim_appeal
from services.applications.handlers.confirm_decision_correction import confirm_decision_correction
from services.applications.handlers.correct_decision import correct_decision
from services.applications.handlers.decide_appeal import decide_appeal
from services.applications.handlers.learn_rights import learn_rights
from services.applications.handlers.lodge_appeal import lodge_appeal
from services.applications.handlers.refuse_decision_correction import refuse_decision_correction
from services.applications.handlers.release_appeal import release_appeal
from services.applications.store import SqlApplications, SqlDocuments, SqlQuotients, SqlReadings, SqlRulings
from services.contracts.applications import (
    AppealItemView,
    AppealView,
    ClaimAppeal,
    ConfirmDecisionCorrection,
    CorrectDecision,
    DecideAppeal,
    DecisionCorrectionView,
    DecisionLetterView,
    GetDecisionLetter,
    LetterProofView,
    ListAppeals,
    ListDecisionCorrections,
    LodgeAppeal,
    RefuseDecisionCorrection,
    ReleaseAppeal,
    ReviewView,
    VerifyLetter,
)
from services.contracts.base import Page
from services.contracts.identity import ApplicantView
from services.kit.rpc.answering import handles
from services.kit.work import Work


class Appeals:
    # Letters.

    @handles(GetDecisionLetter, prepare=before.letter_to_read)
    def get_decision_letter(self, query: GetDecisionLetter, work: Work, _recorded: None) -> DecisionLetterView:
        return queries.get_decision_letter(work.session, query, work.actor, work.language)

    @handles(VerifyLetter)
    def verify_letter(self, query: VerifyLetter, work: Work) -> LetterProofView:
        return queries.verify_letter(work.session, query.code)

    # Appeals.

    @handles(LodgeAppeal, prepare=before.documents_to_post)
    def lodge_appeal(self, command: LodgeAppeal, work: Work, described: list[KnownDocument]) -> AppealView:
        stores = SqlApplications(work), SqlRulings(work), SqlDocuments(work)
        return queries.appeal_view(lodge_appeal(command, work.actor, work.now, *stores, described))

    @handles(ListAppeals)
    def list_appeals(self, query: ListAppeals, work: Work) -> Page[AppealItemView]:
        return queries.list_appeals(work.session, query, work.actor, work.language)

    @handles(ClaimAppeal)
    def claim_appeal(self, command: ClaimAppeal, work: Work) -> ReviewView:
        application = claim_appeal(command, work.actor, SqlApplications(work), SqlRulings(work))
        SqlReadings(work).record(application.id, work.actor, "appeal", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(ReleaseAppeal)
    def release_appeal(self, command: ReleaseAppeal, work: Work) -> ReviewView:
        application = release_appeal(command, work.actor, SqlApplications(work), SqlRulings(work))
        SqlReadings(work).record(application.id, work.actor, "appeal", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    @handles(DecideAppeal, prepare=before.applicant_to_decide)
    def decide_appeal(self, command: DecideAppeal, work: Work, applicant: ApplicantView | None) -> ReviewView:
        if applicant is not None:
            learn_rights(applicant, work.now, SqlQuotients(work))
        application = decide_appeal(command, work.actor, work.now, SqlApplications(work), SqlRulings(work))
        SqlReadings(work).record(application.id, work.actor, "appeal", work.now)
        return queries.review_in_hand(work.session, application, work.actor, work.now, work.language)

    # Corrections.

    @handles(CorrectDecision, prepare=before.applicant_to_decide)
    def correct_decision(
        self, command: CorrectDecision, work: Work, applicant: ApplicantView | None
    ) -> DecisionCorrectionView:
        if applicant is not None:
            learn_rights(applicant, work.now, SqlQuotients(work))
        after = correct_decision(command, work.actor, work.now, SqlApplications(work), SqlRulings(work))
        return queries.correction_in_hand(after, work.actor, work.language)

    @handles(ListDecisionCorrections)
    def list_decision_corrections(self, query: ListDecisionCorrections, work: Work) -> Page[DecisionCorrectionView]:
        return queries.list_decision_corrections(work.session, query, work.actor, work.language)

    @handles(ConfirmDecisionCorrection)
    def confirm_decision_correction(self, command: ConfirmDecisionCorrection, work: Work) -> DecisionCorrectionView:
        after = confirm_decision_correction(command, work.actor, work.now, SqlApplications(work), SqlRulings(work))
        return queries.correction_in_hand(after, work.actor, work.language)

    @handles(RefuseDecisionCorrection)
    def refuse_decision_correction(self, command: RefuseDecisionCorrection, work: Work) -> DecisionCorrectionView:
        after = refuse_decision_correction(command, work.actor, work.now, SqlApplications(work), SqlRulings(work))
        return queries.correction_in_hand(after, work.actor, work.language)
