"""The published rules, on the demonstration's own benefits: what is refused, what an officer may decide against, and
which version of a benefit applies."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml

from deploy.demo.dates import with_dates
from deploy.demo.load import DATA
from services.contracts.applications import (
    AttachDocument,
    ClaimApplication,
    DecideApplication,
    EstimateBenefit,
    GetApplication,
    GetBenefit,
    GetReview,
    OverrideRule,
    PublishBenefit,
    PublishScale,
    RuleNotOverridable,
    RuleRefuses,
    SaveAnswers,
    Scale,
    StartApplication,
    SubmitApplication,
)
from tests.integration.applications.catalogue import TODAY
from tests.integration.applications.desk import Desk

Answers = dict[str, Any]


def months_ago(months: int) -> str:
    return (TODAY - timedelta(days=31 * months)).isoformat()


def demo(name: str, **changes: Any) -> PublishBenefit:
    read = with_dates(yaml.safe_load((DATA / "benefits" / f"{name}.yaml").read_text()), TODAY)
    return PublishBenefit.model_validate(read | changes)


@pytest.fixture(autouse=True)
def published(desk: Desk) -> None:
    for code in ("holidays-children", "death-of-agent", "repayable-aid", "holiday-vouchers-savings", "birth-adoption"):
        desk.catalogue(demo(code))


def stay(birth: str = "2018-11-19", starts: int = 40, nights: int = 14) -> Answers:
    child = {"given_name": "Sacha", "birth_date": birth, "concerned": True}
    first = TODAY - timedelta(days=starts)
    last = first + timedelta(days=nights)
    return {"children": [child], "stay": "family", "starts_on": first.isoformat(), "ends_on": last.isoformat()}


def loan(amount: int, instalments: int, status: str = "titulaire") -> Answers:
    papers = {"invoice_paid_on": months_ago(1), "proofs_of": months_ago(1)}
    return {"amount": amount, "months": instalments, "reason": "Chauffage.", "status": status, **papers}


def begun(desk: Desk, member: UUID, code: str, answers: Answers) -> UUID:
    started = desk.member(member, StartApplication(benefit_code=code))
    desk.member(member, SaveAnswers(application_id=started.id, answers=answers))
    return UUID(str(started.id))


def refused(desk: Desk, member: UUID, application_id: UUID) -> tuple[list[str], str, str]:
    """The rules, the place of the first, and its sentence in French. Nothing is half done."""
    with pytest.raises(RuleRefuses) as refusal:
        desk.member(member, SubmitApplication(application_id=application_id))
    assert desk.member(member, GetApplication(application_id=application_id)).status == "draft"
    first = refusal.value.errors[0]
    assert first.facts["en"]
    assert first.facts["en"] != first.facts["fr"]
    return refusal.value.facts["rules"], first.pointer, first.facts["fr"]


@pytest.mark.parametrize(
    ("code", "answers", "rule", "pointer", "figure"),
    [
        ("holidays-children", lambda: stay("1990-03-02"), "under_21", "/answers/children/0", "21 ans"),
        ("holidays-children", lambda: stay(nights=-1), "stay_order", "/answers/ends_on", "vient avant"),
        (
            "death-of-agent",
            lambda: {"died_on": months_ago(24), "payer": "family"},
            "within_6_months",
            "/answers/died_on",
            "6 mois",
        ),
        ("repayable-aid", lambda: loan(500, 60), "amount_and_instalments", "/answers/months", "50 au plus"),
    ],
    ids=["a child of 36", "a stay that ends before it begins", "a death of two years ago", "500 EUR over 60 months"],
)
def test_what_the_published_rules_refuse_is_not_submitted_and_says_why_with_its_figure(
    desk: Desk, code: str, answers: Callable[[], Answers], rule: str, pointer: str, figure: str
) -> None:
    ana = uuid4()
    draft = begun(desk, ana, code, answers())
    (check,) = [
        one for one in desk.member(ana, GetApplication(application_id=draft)).checks if one.outcome == "blocking"
    ]
    imagined = desk.member(ana, EstimateBenefit(code=code, answers=answers())).checks
    assert rule in [one.rule for one in imagined if one.outcome == "blocking"]
    rules, place, sentence = refused(desk, ana, draft)
    assert (rules, place) == ([rule], pointer)
    assert check.rule == rule
    assert figure in sentence.replace("\xa0", " ")
    assert check.text == sentence


def test_the_same_child_is_not_paid_twice_however_their_name_is_written(desk: Desk) -> None:
    ana = uuid4()
    first = begun(desk, ana, "birth-adoption", {"children": stay("2026-01-05")["children"]})
    second = begun(
        desk,
        ana,
        "birth-adoption",
        {"children": [{"given_name": "SACHA", "birth_date": "2026-01-05", "concerned": True}]},
    )
    desk.member(ana, SubmitApplication(application_id=first))
    rules, pointer, _ = refused(desk, ana, second)
    assert (rules, pointer) == (["child_once"], "/answers/children/0")
    begun_by_another = begun(desk, uuid4(), "birth-adoption", {"children": stay("2026-01-05")["children"]})
    assert begun_by_another


@pytest.mark.parametrize(("status", "asked"), [("contractuel", True), ("titulaire", False)])
def test_the_letter_of_the_employer_is_asked_of_staff_on_contract(desk: Desk, status: str, asked: bool) -> None:
    ana = uuid4()
    draft = begun(desk, ana, "repayable-aid", loan(2400, 40, status))
    missing = [getattr(one, "document", "") for one in desk.member(ana, GetApplication(application_id=draft)).missing]
    assert ("employer_letter" in missing) is asked
    submitted = desk.member(ana, SubmitApplication(application_id=draft))
    assert ("employer_letter" in [getattr(one, "document", "") for one in submitted.missing]) is asked


def test_an_officer_decides_against_a_rule_with_a_reason_that_stays_with_the_decision(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    first_month = (TODAY + timedelta(days=20)).isoformat()
    answers = {"monthly_amount": 60, "months": 8, "first_month": first_month, "status": "titulaire"}
    application = begun(desk, ana, "holiday-vouchers-savings", answers)
    notice = desk.document(ana)
    desk.member(ana, AttachDocument(application_id=application, slot="tax_notice", document_id=notice.document_id))
    submitted = desk.member(ana, SubmitApplication(application_id=application))
    assert submitted.status == "submitted"
    desk.officer(paul, ClaimApplication(application_id=application))
    approve = DecideApplication(application_id=application, outcome="approved")
    with pytest.raises(RuleRefuses):
        desk.officer(paul, approve)
    with pytest.raises(RuleNotOverridable):
        desk.officer(paul, OverrideRule(application_id=application, rule="once_a_year", reason="Non."))
    ear = desk.listen()
    override = OverrideRule(application_id=application, rule="two_months_ahead", reason="Dossier transmis en retard.")
    seen = desk.officer(paul, override)
    (check,) = [one for one in seen.checks if one.rule == "two_months_ahead"]
    assert (check.outcome, check.override.by, check.override.reason) == ("blocking", paul, override.reason)
    assert seen.timeline[-1].event == "rule_overridden"
    assert desk.officer(paul, override).version == seen.version
    (told,) = ear.hear(application, 1)
    assert (told["type"], told["data"]["rule"]) == ("rule_overridden", "two_months_ahead")

    decided = desk.officer(paul, approve).decision
    assert [one.override.reason for one in decided.checks if one.override] == [override.reason]
    read = desk.member(ana, GetApplication(application_id=application))
    assert [one.model_dump() for one in read.checks] == [one.model_dump() for one in read.decision.checks]


def test_an_application_keeps_the_version_that_it_was_begun_with_and_the_next_is_in_force_from_its_day(
    desk: Desk,
) -> None:
    desk.catalogue(demo("pm-illness", code="versions", portal="agent", cases=[]))
    ana = uuid4()
    before = begun(desk, ana, "versions", {"half_pay_from": "2026-09-01", "lost_pay": 1000})
    half: dict[str, Any] = {"kind": "share", "percent": "50", "base": "/lost_pay"}
    tomorrow = TODAY + timedelta(days=2)
    desk.catalogue(
        PublishScale(
            benefit_code="versions", scale=Scale.model_validate({"version": "3", "in_force_from": tomorrow, **half})
        )
    )
    later = desk.member(ana, GetBenefit(code="versions"))
    assert later.scale.version == "pm-illustratif"
    desk.catalogue(
        PublishScale(
            benefit_code="versions",
            scale=Scale.model_validate({"version": "2", "in_force_from": date(2026, 1, 1), **half}),
        )
    )
    after = begun(desk, ana, "versions", {"half_pay_from": "2026-09-02", "lost_pay": 1000})
    amounts = [desk.member(ana, GetApplication(application_id=one)).estimate.amount.amount for one in (before, after)]
    assert amounts == [Decimal(440), Decimal(500)]


def test_what_the_officer_sees_are_the_checks_made(desk: Desk) -> None:
    ana = uuid4()
    application = begun(desk, ana, "holidays-children", stay())
    desk.member(ana, SubmitApplication(application_id=application))
    seen = desk.officer(uuid4(), GetReview(application_id=application))
    assert {one.rule: one.outcome for one in seen.checks} == {
        "under_21": "ok",
        "stay_order": "ok",
        "by_31_january": "ok",
        "stay_once": "ok",
    }
