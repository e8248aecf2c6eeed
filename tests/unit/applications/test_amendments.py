"""A member corrects what they submitted: seen by officers, taken over by them item by item, or not."""

from typing import Any
from uuid import uuid4

import pytest

from services.applications.domain.documents import KnownDocument
from services.applications.handlers.amend_application import amend_application
from services.applications.queries.wording import check_in_all_languages
from services.contracts.applications import (
    AmendApplication,
    AmendmentLeavesGap,
    AmendmentWaiting,
    BadAnswers,
    NotAmendable,
    NotAttachable,
    NotClaimedByYou,
    NothingToAmend,
    NotThatAmendment,
    PaperNotAccepted,
    ReasonRequired,
    UnknownApplication,
    UnknownItem,
    WrongDocumentKind,
)
from services.contracts.refusals import Refusal, StaleVersion
from tests.unit.applications.amending import ANA, PAUL, Desk
from tests.unit.applications.fakes import InMemoryApplications, InMemoryDocuments
from tests.unit.applications.given import COMPLETE, LATER, NOW, claimed, complete, document, draft, member

CAMP = {"kind": "camp", "camp_name": "Les Pins"}


def test_nothing_changes_until_an_officer_says_so_and_then_what_was_asked_for_does() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    amendment = desk.amends(CAMP)
    assert (desk.now.answers, desk.now.status) == (COMPLETE, "under_review")
    assert [(one.item, one.old, one.new) for one in amendment.changes] == [
        ("/camp_name", None, "Les Pins"),
        ("/kind", "family", "camp"),
    ]
    kept = desk.settles(amendment, "/kind", "/camp_name")
    assert kept.answers == {**COMPLETE, **CAMP}
    assert (kept.status, kept.amendment) == ("under_review", None)
    assert desk.applications.event_types == ["amendment_requested", "amendment_settled"]
    assert [(one.state, one.decided_by) for one in desk.applications.amendments] == [("accepted", PAUL)]
    assert desk.applications.amendments[0].changes == amendment.changes, "what was answered before stays readable"


def test_a_list_is_one_item() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    children = [*COMPLETE["children"], {"given_name": "Tom", "birth_date": "2018-01-01"}]
    amendment = desk.amends({"children": children})
    assert [one.item for one in amendment.changes] == ["/children"]
    assert desk.settles(amendment, "/children").answers["children"] == children


def test_a_paper_that_nobody_asked_for_is_added() -> None:
    invoice = document(ANA, kind="invoice")
    desk = Desk(claimed(PAUL, member_id=ANA))
    amendment = desk.amends(invoice=invoice)
    assert "invoice" not in desk.now.documents
    assert desk.settles(amendment, "invoice").documents["invoice"] == invoice


def test_part_of_it_is_taken_over_and_the_rest_refused_with_a_reason() -> None:
    invoice = document(ANA, kind="invoice")
    desk = Desk(claimed(PAUL, member_id=ANA))
    amendment = desk.amends({"children": [{"given_name": "Zoé", "birth_date": "2015-04-03"}]}, invoice=invoice)
    with pytest.raises(ReasonRequired):
        desk.settles(amendment, "invoice")
    kept = desk.settles(amendment, "invoice", reason="L’acte de naissance dit le 2.")
    assert (kept.answers, kept.documents["invoice"]) == (COMPLETE, invoice)
    assert desk.applications.amendments[0].state == "partly_accepted"


def test_all_of_it_can_be_refused() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    kept = desk.settles(desk.amends(CAMP), reason="Trop tard.")
    assert (kept.answers, desk.applications.amendments[0].state) == (COMPLETE, "refused")


def test_what_is_taken_over_in_part_and_leaves_a_gap_makes_it_incomplete() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    kept = desk.settles(desk.amends(CAMP), "/kind", reason="Ce camp n’existe pas.")
    assert (kept.status, [one.item for one in kept.missing]) == ("incomplete", ["/camp_name"])


def test_a_later_correction_takes_the_place_of_one_that_waits() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    first, second = desk.amends(CAMP), desk.amends({"kind": "camp", "camp_name": "Les Dunes"})
    assert [one.state for one in desk.applications.amendments] == ["replaced"]
    with pytest.raises(NotThatAmendment):
        desk.settles(first, "/kind", "/camp_name")
    assert desk.settles(second, "/kind", "/camp_name").answers["camp_name"] == "Les Dunes"


def test_an_answer_is_given_once() -> None:
    desk = Desk(claimed(PAUL, member_id=ANA))
    amendment = desk.amends(CAMP)
    desk.settles(amendment, "/kind", "/camp_name")
    with pytest.raises(NotThatAmendment):
        desk.settles(amendment, reason="Non.")


class TestTheRaceWithTheDecision:
    def test_no_decision_passes_over_a_correction_that_waits(self) -> None:
        desk = Desk(claimed(PAUL, member_id=ANA))
        desk.amends(CAMP)
        with pytest.raises(AmendmentWaiting):
            desk.now.decide("rejected", None, "Non.", LATER)

    def test_after_the_decision_nothing_is_corrected(self) -> None:
        application = claimed(PAUL, member_id=ANA)
        application.decide("rejected", None, "Non.", LATER)
        with pytest.raises(NotAmendable) as refused:
            Desk(application).amends(CAMP)
        assert refused.value.facts == {"state": "rejected"}

    def test_who_withdraws_has_nothing_corrected(self) -> None:
        desk = Desk(claimed(PAUL, member_id=ANA))
        desk.amends(CAMP)
        application = desk.now
        application.withdraw(LATER)
        assert (application.amendment, [one.state for one in application.ended_amendments]) == (None, ["lapsed"])

    def test_it_is_of_the_version_that_the_member_saw(self) -> None:
        application = claimed(PAUL, member_id=ANA)
        command = AmendApplication(application_id=application.id, answers=CAMP, expected_version=1)
        stores = InMemoryApplications(application), InMemoryDocuments()
        with pytest.raises(StaleVersion):
            amend_application(command, member(ANA), LATER, *stores, [], check_in_all_languages)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"kind": "family"}, NothingToAmend),
        ({"kind": "hotel"}, BadAnswers),
        ({"kind": "camp"}, AmendmentLeavesGap),
        ({"kind": None}, AmendmentLeavesGap),
    ],
)
def test_the_checks_of_the_form_hold(answers: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        Desk(claimed(PAUL, member_id=ANA)).amends(answers)


@pytest.mark.parametrize(
    ("paper", "refusal"),
    [(document(uuid4(), kind="invoice"), NotAttachable), (document(ANA, kind="tax_notice"), WrongDocumentKind)],
)
def test_a_paper_fits_its_slot_and_is_the_members(paper: KnownDocument, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        Desk(claimed(PAUL, member_id=ANA)).amends(invoice=paper)


def test_a_paper_that_is_still_being_checked_is_not_taken_over_yet() -> None:
    invoice = document(ANA, "checking", kind="invoice", version=1)
    desk = Desk(claimed(PAUL, member_id=ANA))
    amendment = desk.amends(invoice=invoice)
    with pytest.raises(PaperNotAccepted):
        desk.settles(amendment, "invoice")
    desk.documents.learn(document(ANA, kind="invoice", id=invoice.id))
    assert desk.settles(amendment, "invoice").documents["invoice"].state == "accepted"


def test_a_draft_is_changed_as_such_and_a_strangers_application_is_none() -> None:
    with pytest.raises(NotAmendable):
        Desk(draft(ANA)).amends(CAMP)
    with pytest.raises(UnknownApplication):
        Desk(complete(ANA)).amends(CAMP, by=uuid4())


def test_only_who_has_the_file_answers_and_only_what_was_asked_for() -> None:
    desk = Desk(complete(ANA))
    amendment = desk.amends(CAMP)
    with pytest.raises(NotClaimedByYou):
        desk.settles(amendment, "/kind")
    application = desk.now
    application.claim(PAUL)
    desk.applications.save(application)
    with pytest.raises(UnknownItem):
        desk.settles(amendment, "/children")


def test_officers_see_the_papers_of_a_correction_while_it_waits() -> None:
    invoice = document(ANA, kind="invoice")
    application = complete(ANA, documents={})
    application.shows_others = False
    application.amend({}, {"invoice": invoice}, "", NOW, check_in_all_languages)
    assert application.shows_others
