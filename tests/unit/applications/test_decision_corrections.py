"""A decision is put right by two people, before it is paid and without an appeal."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.domain.correction import Correction
from services.applications.domain.status import Status
from services.applications.handlers.confirm_decision_correction import confirm_decision_correction
from services.applications.handlers.correct_decision import correct_decision
from services.applications.handlers.refuse_decision_correction import refuse_decision_correction
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    AmountAboveScale,
    AppealIsOpen,
    ConfirmDecisionCorrection,
    CorrectDecision,
    CorrectionWaits,
    NotDecided,
    NothingChanges,
    PaidAlready,
    ProposedByYou,
    RefuseDecisionCorrection,
    UnknownDecisionCorrection,
)
from services.contracts.refusals import Refusal
from tests.unit.applications.given import LATER, officer
from tests.unit.applications.test_appeals import ANNE, LESS, LUC, PAUL, REFUSED, Office

APPROVED: dict[str, Any] = {"outcome": "approved"}


def supervisor(who: UUID = LUC) -> Actor:
    return Actor(subject=str(who), portal="staff", roles=frozenset({Role.SUPERVISOR}))


def propose(office: Office, by: Actor | None = None, **told: Any) -> Correction:
    fields = {"application_id": office.application.id, "outcome": "approved", "reason": "Erreur de saisie.", **told}
    command = CorrectDecision.model_validate(fields)
    after = correct_decision(command, by or officer(PAUL), LATER, office.applications, office.rulings)
    assert after.correction is not None
    return after.correction


def confirm(office: Office, correction: Correction, by: Actor | None = None) -> None:
    command = ConfirmDecisionCorrection(correction_id=correction.id)
    confirm_decision_correction(command, by or supervisor(), LATER, office.applications, office.rulings)


def refuse(office: Office, correction: Correction, by: Actor) -> None:
    command = RefuseDecisionCorrection(correction_id=correction.id)
    refuse_decision_correction(command, by, LATER, office.applications, office.rulings)


@pytest.mark.parametrize(
    ("before", "told", "status", "amount"),
    [
        (REFUSED, {"outcome": "approved"}, "approved", Decimal("100.00")),
        (LESS, {"outcome": "approved", "amount": "90.00"}, "approved", Decimal("90.00")),
        (LESS, {"outcome": "approved", "amount": "20.00"}, "approved", Decimal("20.00")),
        (APPROVED, {"outcome": "rejected"}, "rejected", None),
    ],
)
def test_one_proposes_another_confirms_and_only_then_it_is_the_decision(
    before: dict[str, Any], told: dict[str, Any], status: str, amount: Decimal | None
) -> None:
    office = Office(**before)
    decided = office.now.application.review.decision
    correction = propose(office, **told)
    assert office.now.application.review.decision == decided, "nothing changes before it is confirmed"
    confirm(office, correction)
    now = office.now
    assert now.application.status == status
    assert now.application.review.decision is not None
    assert now.application.review.decision.amount == amount
    assert [(one.kind, one.by) for one in now.ruled] == [("decision", (PAUL,)), ("correction", (PAUL, LUC))]
    assert office.applications.event_types[-1] == "decision_corrected"


def test_a_supervisor_who_proposes_needs_another_one() -> None:
    office = Office(**REFUSED)
    correction = propose(office, by=supervisor(LUC))
    with pytest.raises(ProposedByYou):
        confirm(office, correction, by=supervisor(LUC))
    confirm(office, correction, by=supervisor(ANNE))


def test_of_what_two_people_put_right_neither_looks_at_the_appeal() -> None:
    office = Office(**APPROVED)
    confirm(office, propose(office, outcome="rejected"))
    office.lodge()
    assert office.now.contested is not None
    assert office.now.contested.by == (PAUL, LUC)


def test_it_is_refused_once_it_is_paid_before_it_is_decided_and_where_nothing_changes() -> None:
    refused: list[tuple[Office, dict[str, Any], type[Refusal]]] = [
        (Office(), {}, NotDecided),
        (Office(**APPROVED), {}, NothingChanges),
        (Office(**REFUSED), {"outcome": "rejected"}, NothingChanges),
        (Office(**REFUSED), {"amount": "100.01"}, AmountAboveScale),
    ]
    for office, told, refusal in refused:
        with pytest.raises(refusal):
            propose(office, **told)


@pytest.mark.parametrize("proposed_before", [True, False])
def test_what_is_paid_is_corrected_no_more(proposed_before: bool) -> None:
    office = Office(**LESS)
    correction = propose(office) if proposed_before else None
    paid = replace(office.applications.get(office.application.id), status=Status.PAID)
    office.applications.save(paid)
    with pytest.raises(PaidAlready):
        confirm(office, correction) if correction else propose(office)


def test_while_an_appeal_is_open_that_decides_and_what_was_proposed_falls() -> None:
    office = Office(**REFUSED)
    correction = propose(office)
    office.lodge()
    with pytest.raises(AppealIsOpen):
        confirm(office, correction)
    office.claim(ANNE)
    office.judge("dismissed")
    with pytest.raises(UnknownDecisionCorrection):
        confirm(office, correction)
    assert office.now.correction is not None
    assert office.now.correction.state == "refused"


def test_one_waits_at_a_time_and_is_refused_by_a_supervisor_or_by_who_proposed_it() -> None:
    office = Office(**REFUSED)
    first = propose(office)
    with pytest.raises(CorrectionWaits):
        propose(office, by=officer(ANNE))
    with pytest.raises(UnknownDecisionCorrection):
        refuse(office, first, officer(ANNE))
    refuse(office, first, officer(PAUL))
    second = propose(office)
    refuse(office, second, supervisor())
    with pytest.raises(UnknownDecisionCorrection):
        confirm(office, second)
    with pytest.raises(UnknownDecisionCorrection):
        confirm(office, replace(second, id=uuid4()))
    assert len(office.now.ruled) == 1
