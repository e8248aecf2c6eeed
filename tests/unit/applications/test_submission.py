from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.domain.checklist import Missing, checklist
from services.applications.domain.form import Form
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.withdraw_application import withdraw_application
from services.applications.queries.wording import check_in_all_languages
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    ApplicationMarkedIncomplete,
    ApplicationSubmitted,
    BenefitClosed,
    DeadlinePassed,
    DraftOfOtherPortal,
    NotADraft,
    NotForThisStatus,
    NotWithdrawable,
    RuleRefuses,
    StartApplication,
    SubmitApplication,
    UnknownApplication,
    UnknownBenefit,
    WithdrawApplication,
)
from services.contracts.refusals import StaleVersion
from tests.unit.applications.fakes import InMemoryApplications, InMemoryBenefits, InMemoryQuotients
from tests.unit.applications.given import (
    ALLOWANCE,
    FORM,
    NOW,
    applicant_view,
    benefit,
    complete,
    document,
    draft,
    member,
)

ANA = uuid4()


def start(applications: InMemoryApplications, portal: str = "agent", at: datetime = NOW, **changes: object) -> UUID:
    return start_application(
        StartApplication(benefit_code="holidays"),
        member(ANA, portal),
        at,
        ALLOWANCE,
        applications,
        InMemoryBenefits(benefit(**changes)),
        InMemoryQuotients(),
        applicant_view(ANA, children=[{"given_name": "Zoé", "birth_date": "2015-04-02"}]),
    ).id


def submit(applications: InMemoryApplications, application_id: UUID, by: UUID = ANA, at: datetime = NOW) -> None:
    submit_application(
        SubmitApplication(application_id=application_id), member(by), at, applications, check_in_all_languages
    )


def test_a_new_application_is_a_prefilled_draft() -> None:
    applications = InMemoryApplications()

    application = applications.get(start(applications))

    assert application.status == "draft"
    assert application.answers == {"children": [{"given_name": "Zoé", "birth_date": "2015-04-02"}]}
    assert applications.event_types == ["application_started"]


def test_a_benefit_of_the_other_portal_is_unknown() -> None:
    with pytest.raises(UnknownBenefit):
        start(InMemoryApplications(), portal="medical")


def test_a_benefit_cannot_be_applied_for_before_it_opens() -> None:
    with pytest.raises(BenefitClosed):
        start(InMemoryApplications(), opens_on=date(2026, 11, 21))


def test_the_last_day_lasts_until_midnight_in_paris() -> None:
    applications = InMemoryApplications()
    closes_on = date(2026, 11, 20)

    start(applications, closes_on=closes_on, at=datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC))
    with pytest.raises(DeadlinePassed):
        start(applications, closes_on=closes_on, at=datetime(2026, 11, 20, 23, 0, tzinfo=UTC))


def test_a_complete_application_is_submitted_then_completed() -> None:
    application = draft(ANA, documents={"tax_notice": document(ANA)})
    applications = InMemoryApplications(application)

    submit(applications, application.id)

    assert applications.event_types == ["application_submitted", "application_completed"]
    assert applications.events[-1].had_been_incomplete is False  # type: ignore[attr-defined]  # the completed one
    assert applications.get(application.id).status == "submitted"


def test_an_application_that_lacks_a_document_is_submitted_then_marked_incomplete() -> None:
    application = draft(ANA)
    applications = InMemoryApplications(application)

    submit(applications, application.id)

    submitted, marked = applications.events
    assert isinstance(submitted, ApplicationSubmitted)
    assert isinstance(marked, ApplicationMarkedIncomplete)
    assert submitted.status == "incomplete"
    assert marked.missing == ["tax_notice"]
    assert applications.get(application.id).status == "incomplete"


def test_a_document_that_is_still_being_checked_is_missing_and_says_so() -> None:
    application = draft(ANA, documents={"tax_notice": document(ANA, "checking")})
    applications = InMemoryApplications(application)

    submit(applications, application.id)

    (missing,) = applications.get(application.id).missing
    assert (missing.item, missing.state) == ("tax_notice", "checking")


def test_events_carry_neither_names_nor_answers() -> None:
    application = draft(ANA)
    applications = InMemoryApplications(application)

    submit(applications, application.id)

    announced = "".join(event.model_dump_json() for event in applications.events)
    assert "Martin" not in announced
    assert "Zoé" not in announced


def test_an_application_is_submitted_once() -> None:
    application = complete(ANA)

    with pytest.raises(NotADraft) as refused:
        submit(InMemoryApplications(application), application.id)
    assert refused.value.facts == {"state": "submitted"}


def test_a_draft_cannot_be_submitted_after_the_deadline() -> None:
    application = draft(ANA, benefit=benefit(closes_on=date(2026, 11, 19)))
    applications = InMemoryApplications(application)

    with pytest.raises(DeadlinePassed):
        submit(applications, application.id)
    assert applications.event_types == []


@pytest.mark.parametrize(("status", "starts"), [("titulaire", True), (None, True), ("retraite", False)])
def test_a_benefit_for_some_statuses_is_started_by_none_that_is_known_to_be_another(
    status: str | None, starts: bool
) -> None:
    form = Form(FORM | {"x-for-statuses": ["titulaire", "stagiaire"]})
    applications = InMemoryApplications()
    benefits, command = InMemoryBenefits(benefit(form=form)), StartApplication(benefit_code="holidays")
    person = applicant_view(ANA, status=status)
    common = member(ANA), NOW, ALLOWANCE, applications, benefits, InMemoryQuotients(), person
    if starts:
        assert start_application(command, *common).applicant.facts.get("status") == status
        return
    with pytest.raises(NotForThisStatus):
        start_application(command, *common)


def test_an_application_is_submitted_with_the_household_and_the_status_of_that_day() -> None:
    form = Form(FORM | {"x-for-statuses": ["titulaire", "stagiaire"]})
    applications = InMemoryApplications(draft(ANA, benefit=benefit(form=form)))
    (application_id,) = applications.kept
    command = SubmitApplication(application_id=application_id)
    say = check_in_all_languages
    with pytest.raises(RuleRefuses):
        submit_application(command, member(ANA), NOW, applications, say, applicant_view(ANA, status="retraite"))
    assert applications.get(application_id).status == "draft"
    household = {"children": [{"given_name": "Lou", "birth_date": "2026-11-01"}], "family_situation": "couple"}
    today = applicant_view(ANA, status="titulaire", **household)
    submit_application(command, member(ANA), NOW, applications, say, today)
    facts = applications.get(application_id).applicant.facts
    assert (facts["children"][0]["given_name"], facts["family_situation"]) == ("Lou", "couple")
    assert facts["status"] == "titulaire"


def test_a_survivor_starts_what_is_for_survivors_and_finds_no_other_benefit() -> None:
    survivor = Actor(subject=str(ANA), portal="agent", roles=frozenset({Role.SURVIVOR}))
    died = {"cgos_number": "10000017", "family_name": "Martin", "given_name": "Paul"}
    person = applicant_view(ANA, survivor_of=died)
    command = StartApplication(benefit_code="holidays")
    marked = InMemoryBenefits(benefit(form=Form(FORM | {"x-for-survivors": True})))
    common = survivor, NOW, ALLOWANCE, InMemoryApplications()
    started = start_application(command, *common, marked, InMemoryQuotients(), person)
    assert started.applicant.facts["survivor_of"] == died
    with pytest.raises(UnknownBenefit):
        start_application(command, *common, InMemoryBenefits(benefit()), InMemoryQuotients(), person)


def test_a_draft_of_the_portal_that_a_member_has_left_is_not_submitted() -> None:
    application = draft(ANA)
    applications = InMemoryApplications(application)
    command = SubmitApplication(application_id=application.id)

    with pytest.raises(DraftOfOtherPortal):
        submit_application(command, member(ANA, "medical"), NOW, applications, check_in_all_languages)
    assert applications.event_types == []


def test_an_application_of_someone_else_does_not_exist() -> None:
    application = draft(ANA)

    with pytest.raises(UnknownApplication):
        submit(InMemoryApplications(application), application.id, by=uuid4())


def test_a_change_since_it_was_seen_is_not_overwritten() -> None:
    application = draft(ANA, version=3)
    command = SubmitApplication(application_id=application.id, expected_version=2)

    with pytest.raises(StaleVersion):
        submit_application(command, member(ANA), NOW, InMemoryApplications(application), check_in_all_languages)


def test_an_application_is_withdrawn_until_it_is_decided() -> None:
    application = complete(ANA)
    applications = InMemoryApplications(application)
    command = WithdrawApplication(application_id=application.id)

    withdraw_application(command, member(ANA), NOW, applications)

    assert applications.event_types == ["application_withdrawn"]
    with pytest.raises(NotWithdrawable):
        withdraw_application(command, member(ANA), NOW, applications)


def test_what_is_missing_is_worked_out_once_a_submission(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []

    def counted(*seen: Any) -> list[Missing]:
        looks.append(seen)
        return checklist(*seen)

    monkeypatch.setattr("services.applications.domain.filed.checklist", counted)
    application = draft(ANA)

    application.submit(at=NOW)

    assert [one.item for one in application.missing] == ["tax_notice"]
    assert len(looks) == 1
