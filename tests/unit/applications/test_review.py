from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.domain.application import Application
from services.applications.domain.opening import Opening
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.request_items import request_items
from services.applications.handlers.take_over_rights import take_over_rights
from services.applications.queries.wording import check_in_all_languages
from services.contracts.applications import (
    AlreadyClaimed,
    AmountAboveScale,
    AmountNotAllowed,
    AmountRequired,
    ClaimApplication,
    DecideApplication,
    NoSuchRevision,
    NotAttachable,
    NotClaimedByYou,
    NotComplete,
    NotUnderReview,
    QuotientNotConfirmed,
    ReasonRequired,
    RequestItems,
    Scale,
    TakeOverRights,
    UnknownApplication,
    UnknownItem,
)
from services.contracts.refusals import Refusal
from tests.unit.applications.fakes import InMemoryApplications, InMemoryMessages, InMemoryRulings
from tests.unit.applications.given import (
    COMPLETE,
    LATER,
    NOW,
    benefit,
    claimed,
    complete,
    discretionary,
    document,
    draft,
    event_types,
    officer,
    tiered,
)

PAUL = uuid4()


def claim(applications: InMemoryApplications, application_id: UUID, by: UUID = PAUL) -> None:
    claim_application(ClaimApplication(application_id=application_id), officer(by), applications)


def request(applications: InMemoryApplications, application_id: UUID, *items: str) -> InMemoryMessages:
    messages = InMemoryMessages()
    command = RequestItems(application_id=application_id, items=list(items), message="Merci de compléter.")
    request_items(command, officer(PAUL), NOW, applications, messages)
    return messages


def decide(application: Application, by: UUID = PAUL, **decision: Any) -> InMemoryApplications:
    applications = InMemoryApplications(application)
    command = DecideApplication.model_validate({"application_id": application.id, **decision})
    decide_application(command, officer(by), LATER, applications, InMemoryRulings(), check_in_all_languages)
    return applications


def test_an_officer_claims_what_is_complete() -> None:
    application = complete()
    applications = InMemoryApplications(application)

    claim(applications, application.id)

    assert applications.event_types == ["application_claimed"]
    assert applications.get(application.id).review.claimed_by == PAUL


def test_claiming_again_changes_nothing() -> None:
    application = claimed(PAUL)
    applications = InMemoryApplications(application)

    claim(applications, application.id)

    assert applications.event_types == []
    assert applications.get(application.id).version == application.version


def test_one_officer_at_a_time() -> None:
    application = claimed(uuid4())

    with pytest.raises(AlreadyClaimed):
        claim(InMemoryApplications(application), application.id)


def test_nobody_can_work_on_what_is_incomplete() -> None:
    application = draft()
    application.submit(at=NOW)

    with pytest.raises(NotComplete):
        claim(InMemoryApplications(application), application.id)
    with pytest.raises(NotComplete):
        decide(application, outcome="approved")


def test_officers_do_not_learn_of_drafts() -> None:
    application = draft()

    with pytest.raises(UnknownApplication):
        claim(InMemoryApplications(application), application.id)


def test_what_an_officer_asks_for_makes_it_incomplete_and_is_written_into_the_thread() -> None:
    application = claimed(PAUL)
    applications = InMemoryApplications(application)

    messages = request(applications, application.id, "tax_notice", "/children/0/birth_date")

    asked = applications.get(application.id)
    assert applications.event_types == ["items_requested"]
    assert asked.status == "incomplete"
    assert [one.item for one in asked.missing if one.asked_by_officer] == ["/children/0/birth_date", "tax_notice"]
    assert [one.body for one in messages.kept] == ["Merci de compléter."]
    assert asked.thread.unread_by_member == 1


def test_once_everything_asked_for_is_there_it_returns_to_the_same_officer() -> None:
    application = claimed(PAUL)
    application.request(["tax_notice", "/children/0/birth_date"], "Merci.", PAUL, at=NOW)
    application.events.clear()

    application.attach("tax_notice", document(application.member_id), at=LATER)
    assert application.status == "incomplete"
    application.save_answers(COMPLETE, at=LATER)

    assert event_types(application) == ["application_completed"]
    assert (application.status, application.review.claimed_by) == ("under_review", PAUL)


def test_the_document_that_was_asked_to_be_replaced_is_not_taken_again() -> None:
    application = claimed(PAUL)
    before = application.documents["tax_notice"]
    application.request(["tax_notice"], "Illisible.", PAUL, at=NOW)

    with pytest.raises(NotAttachable):
        application.attach("tax_notice", before, at=LATER)


def test_a_document_that_was_optional_is_missing_once_an_officer_asks_for_it() -> None:
    application = claimed(PAUL)

    application.request(["invoice"], "Merci.", PAUL, at=NOW)

    assert [one.item for one in application.missing] == ["invoice"]


def test_an_answer_asked_for_that_becomes_hidden_is_not_waited_for() -> None:
    camp = complete(answers={**COMPLETE, "kind": "camp", "camp_name": "Les Pins"})
    camp.claim(PAUL)
    camp.request(["/kind", "/camp_name"], "Lequel ?", PAUL, at=NOW)

    camp.save_answers({"kind": "family"}, at=LATER)

    assert camp.status == "under_review"


@pytest.mark.parametrize("item", ["photo", "/nothing", "", "/", "/children/7/birth_date", "/camp_name"])
def test_only_documents_and_questions_of_this_form_can_be_asked_for(item: str) -> None:
    application = claimed(PAUL)

    with pytest.raises(UnknownItem) as refused:
        request(InMemoryApplications(application), application.id, "tax_notice", item)
    assert refused.value.errors[0].pointer == "/items/1"


def test_an_approval_grants_what_the_scale_gives_and_freezes_how() -> None:
    application = claimed(PAUL, opening=Opening(Decimal(700), "verified"))

    applications = decide(application, outcome="approved")

    decision = applications.get(application.id).review.decision
    assert decision is not None
    assert decision.amount == Decimal(180)
    assert decision.estimate == application.estimate
    assert applications.event_types == ["application_decided"]


def test_less_than_the_scale_gives_may_be_granted_with_a_reason() -> None:
    applications = decide(
        claimed(PAUL), outcome="approved", amount=Decimal("50.00"), reason="Une partie seulement est prouvée."
    )

    (application,) = applications.kept.values()
    assert application.review.decision is not None
    assert application.review.decision.amount == Decimal(50)


@pytest.mark.parametrize(
    ("decision", "refusal", "pointer"),
    [
        ({"outcome": "approved", "amount": "100.01"}, AmountAboveScale, "/amount"),
        ({"outcome": "approved", "amount": "50"}, ReasonRequired, "/reason"),
        ({"outcome": "approved", "amount": "50", "reason": "  "}, ReasonRequired, "/reason"),
        ({"outcome": "rejected"}, ReasonRequired, "/reason"),
        ({"outcome": "rejected", "amount": "1", "reason": "Non"}, AmountNotAllowed, "/amount"),
    ],
)
def test_a_decision_outside_the_rules_is_refused_at_its_field(
    decision: dict[str, Any], refusal: type[Refusal], pointer: str
) -> None:
    with pytest.raises(refusal) as refused:
        decide(claimed(PAUL), **decision)
    assert refused.value.errors[0].pointer == pointer


def test_a_discretionary_amount_must_be_given_and_stays_under_the_cap() -> None:
    def application() -> Application:
        return claimed(PAUL, benefit=benefit(scale=discretionary()))

    with pytest.raises(AmountRequired):
        decide(application(), outcome="approved")
    with pytest.raises(AmountAboveScale):
        decide(application(), outcome="approved", amount="3000.01")
    assert decide(application(), outcome="approved", amount="3000").event_types == ["application_decided"]


def test_only_the_officer_who_claimed_it_decides_and_once() -> None:
    application = claimed(PAUL)

    with pytest.raises(AlreadyClaimed):
        decide(application, by=uuid4(), outcome="approved")
    decided = decide(application, outcome="approved").get(application.id)
    with pytest.raises(NotUnderReview):
        decide(decided, outcome="approved")


def test_an_application_that_was_never_claimed_is_not_decided() -> None:
    with pytest.raises(NotClaimedByYou):
        decide(complete(), outcome="approved")


def test_a_decision_can_be_taken_after_the_deadline() -> None:
    application = claimed(PAUL)
    application.benefit = benefit(closes_on=date(2026, 11, 1))

    assert decide(application, outcome="approved").event_types == ["application_decided"]


@pytest.mark.parametrize(("state", "granted"), [("declared", False), ("refused", False), ("confirmed", True)])
def test_an_approval_does_not_rest_on_a_quotient_that_nobody_confirmed(state: str, granted: bool) -> None:
    application = claimed(PAUL, opening=Opening(Decimal(700), state, 3))
    if granted:
        assert decide(application, outcome="approved").get(application.id).status == "approved"
        return
    with pytest.raises(QuotientNotConfirmed) as why:
        decide(application, outcome="approved")
    assert why.value.facts == {"state": state, "revision": 3}
    decide(application, outcome="rejected", reason="Hors délai.")


def test_without_rights_the_lowest_amount_is_granted_and_other_scales_ask_for_none() -> None:
    assert decide(claimed(PAUL), outcome="approved").event_types == ["application_decided"]
    flat = benefit(scale=Scale.model_validate({**tiered().model_dump(), "kind": "flat", "amount": "50", "tiers": []}))
    other = claimed(PAUL, benefit=flat, opening=Opening(Decimal(700)))
    assert decide(other, outcome="approved").event_types == ["application_decided"]


def test_later_rights_reach_an_application_by_an_officer_only_and_stand_in_its_timeline() -> None:
    later = Opening(Decimal(900), "confirmed", 2)
    application = claimed(PAUL, opening=Opening(Decimal(700)), last_opening=later)
    assert (application.quotient, application.later_opening) == (Decimal(700), later)
    applications = InMemoryApplications(application)

    def take_over(revision: int, officer_id: UUID = PAUL) -> Application:
        command = TakeOverRights(application_id=application.id, revision=revision)
        return take_over_rights(command, officer(officer_id), applications)

    with pytest.raises(AlreadyClaimed):
        take_over(2, uuid4())
    with pytest.raises(NoSuchRevision):
        take_over(3)
    taken = take_over(2)
    assert (taken.quotient, taken.later_opening) == (Decimal(900), None)
    take_over(2)
    assert applications.event_types == ["rights_taken_over"]
