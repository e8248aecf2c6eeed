"""What the fake bus answers officers."""

from typing import Any

from gateway.api.examples import example_of
from services.contracts.applications import (
    AppealItemView,
    ClaimNextApplication,
    CountQueue,
    DecideApplication,
    DecisionCorrectionView,
    DecisionLetterView,
    GetDecisionLetter,
    GetReview,
    ListAppeals,
    ListDecisionCorrections,
    ListQueue,
    ListStaffThreads,
    QueueCountsView,
    SettleMessages,
    SettleThread,
)
from services.contracts.base import Done, Page
from services.contracts.documents import PreviewDocument
from services.contracts.identity.rights import (
    ConfirmRights,
    GetOpening,
    ListOpenings,
    OpeningView,
    RefuseRights,
    RightsState,
)
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from tests.browser import scenes, threads
from tests.browser.examples import example, page_of
from tests.browser.pictures import page_image


def opening(state: RightsState) -> OpeningView:
    told: dict[str, Any] = example_of(OpeningView) | {
        "id": scenes.RIGHTS,
        "state": state,
        "applicant_name": "Nadia Belcourt",
        "establishment_name": "CHU de Valmont-sur-Sèvre",
        "explanation": "(31 200 € / 12 + 151 €) / 3 = 917 €",
        "reference_tax_income": "31200.00",
        "monthly_family_allowances": "151.00",
        "parts": "3",
        "quotient": "917.00",
        "tax_notice_document_id": scenes.DOCUMENT,
        "notice_check": "verified" if state == "verified" else "unread",
        "reason": "La deuxième page de votre avis manque." if state == "refused" else None,
    }
    return OpeningView.model_validate(told)


def officers_answers() -> dict[type, Any]:
    return {
        ListQueue: Page[Any](items=scenes.queue()),
        ListStaffThreads: lambda asked: Page[Any](items=threads.staff_threads(asked.waiting)),
        SettleThread: Done(),
        SettleMessages: Done(),
        CountQueue: QueueCountsView(nobodys=12, mine=1, others=4),
        GetReview: lambda asked: scenes.review(asked.application_id),
        ClaimNextApplication: lambda _: scenes.review(scenes.REVIEWED),
        DecideApplication: lambda asked: scenes.review(asked.application_id),
        ListOpenings: Page[Any](items=[opening("declared"), opening("verified"), opening("refused")]),
        GetOpening: lambda _: opening("declared"),
        ConfirmRights: lambda _: opening("confirmed"),
        RefuseRights: lambda _: opening("refused"),
        GetStaffWaiting: StaffWaitingView(to_assign=2, to_communicate=1, rights=100, erasures=1, messages=3),
        ListAppeals: lambda asked: page_of(
            example(AppealItemView, application_id=scenes.APPEALED, state="upheld" if asked.decided else "lodged"),
            example(AppealItemView, application_id=scenes.APPEALED, contested="rejected", decided_by_me=True),
        ),
        ListDecisionCorrections: page_of(
            example(DecisionCorrectionView, application_id=scenes.REJECTED, proposed_by_me=False),
            example(DecisionCorrectionView, id=scenes.COLLEAGUE, proposed_by_me=True),
        ),
        GetDecisionLetter: lambda asked: example(DecisionLetterView, application_id=asked.application_id),
        PreviewDocument: lambda asked: page_image(asked.page, asked.width, asked.turned),
    }
