from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from services.contracts.applications import (
    ClaimApplication,
    DecideApplication,
    GetApplication,
    GetReview,
    ListApplications,
    ListMessages,
    ListQueue,
    MarkMessagesRead,
    MissingDocumentView,
    PostMessage,
    RequestItems,
    SaveAnswers,
    SubmitApplication,
)
from services.contracts.identity import RightsOpened
from tests.integration.applications.desk import Desk
from tests.parts.waiting import wait_for


def test_an_application_from_its_draft_to_its_decision(desk: Desk) -> None:
    ana, paul, ear = uuid4(), uuid4(), desk.listen()
    desk.neighbours.has_opened(ana, datetime.now(UTC).year, "650.50")

    draft = desk.draft(ana)
    assert draft.status == "draft"
    assert draft.answers["children"] == [{"given_name": "Zoé", "birth_date": "2015-04-02"}]
    assert [one.event for one in draft.timeline] == ["application_started"]

    document = desk.document(ana, "checking")
    desk.attach(ana, draft.id, document)
    incomplete = desk.member(ana, SubmitApplication(application_id=draft.id), language="en")
    assert incomplete.status == "incomplete"
    (missing,) = incomplete.missing
    assert isinstance(missing, MissingDocumentView)
    assert (missing.document, missing.label, missing.state) == ("tax_notice", "Tax notice", "checking")
    assert "neither reviewed nor paid" in (incomplete.delay_notice or "")

    desk.accept(document)
    desk.becomes(ana, draft.id, "submitted")
    queue = desk.officer(paul, ListQueue(limit=100))
    assert draft.id in [one.id for one in queue.items]

    claimed = desk.officer(paul, ClaimApplication(application_id=draft.id))
    assert (claimed.status, claimed.applicant_name, claimed.quotient) == (
        "under_review",
        "Ana Canari",
        Decimal("650.50"),
    )
    desk.officer(paul, PostMessage(application_id=draft.id, body="Quelle région ?"))
    assert desk.member(ana, GetApplication(application_id=draft.id)).unread_messages == 1
    desk.member(ana, MarkMessagesRead(application_id=draft.id))
    desk.member(ana, PostMessage(application_id=draft.id, body="La Bretagne."))
    thread = desk.member(ana, ListMessages(application_id=draft.id)).items
    assert [(one.author, one.body, one.read_at is None) for one in thread] == [
        ("officer", "Quelle région ?", False),
        ("member", "La Bretagne.", True),
    ]

    decided = desk.officer(paul, DecideApplication(application_id=draft.id, outcome="approved"))
    assert decided.decision.amount.amount == Decimal(220)
    assert "650,50" in decided.decision.explanation.explanation
    (mine,) = desk.member(ana, ListApplications()).items
    assert (mine.status, mine.amount.amount) == ("approved", Decimal(220))

    told = ear.hear(draft.id, 8)
    assert [one["type"] for one in told] == [
        "application_started",
        "application_submitted",
        "application_marked_incomplete",
        "application_completed",
        "application_claimed",
        "message_posted",
        "message_posted",
        "application_decided",
    ]
    assert all(one["specversion"] == "1.0" and one["subject"] == str(draft.id) for one in told)
    assert "Canari" not in str(told)
    assert [one.event for one in decided.timeline] == [one["type"] for one in told]


def test_what_an_officer_asks_for_brings_the_application_back_to_that_officer(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    application = desk.claimed(ana, paul)
    asked = desk.officer(
        paul, RequestItems(application_id=application.id, items=["tax_notice", "/zone"], message="La page 2 manque.")
    )
    assert [one.asked_by_officer for one in asked.missing] == [True, True]
    (written,) = desk.member(ana, ListMessages(application_id=application.id)).items
    assert (written.body, written.items) == ("La page 2 manque.", ["tax_notice", "/zone"])

    desk.member(ana, SaveAnswers(application_id=application.id, answers={"zone": "Bretagne"}))
    document = desk.document(ana, "checking")
    desk.attach(ana, application.id, document)
    desk.accept(document)
    desk.becomes(ana, application.id, "under_review")

    review = desk.officer(paul, GetReview(application_id=application.id))
    assert review.claimed_by_me
    assert review.answers["zone"] == "Bretagne"


def test_rights_opened_after_the_draft_change_its_estimate(desk: Desk) -> None:
    ana, year = uuid4(), datetime.now(UTC).year
    application = desk.draft(ana)
    assert application.estimate is not None
    assert application.estimate.amount is not None
    assert application.estimate.amount.amount == Decimal(100)
    desk.neighbours.quotients[ana] = {year: "500.00"}

    desk.tell(RightsOpened(member_id=ana, year=year))

    def raised() -> bool:
        seen = desk.member(ana, GetApplication(application_id=application.id))
        return bool(seen.estimate.amount.amount == Decimal(220))

    wait_for(raised, what="the new quotient")


def test_an_acceptance_told_five_times_completes_once(desk: Desk) -> None:
    ana, ear = uuid4(), desk.listen()
    application, document = desk.draft(ana), desk.document(ana, "checking")
    desk.attach(ana, application.id, document)
    desk.member(ana, SubmitApplication(application_id=application.id))

    desk.accept(document, times=5)

    done = desk.becomes(ana, application.id, "submitted")
    told = [one["type"] for one in ear.hear(application.id, 4)]
    assert told.count("application_completed") == 1
    assert [one.event for one in done.timeline].count("application_completed") == 1
