from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.domain.appeal import last_day
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.domain.rulings import Rulings
from services.applications.domain.status import Status
from services.applications.handlers.claim_appeal import claim_appeal
from services.applications.handlers.decide_appeal import decide_appeal
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.lodge_appeal import lodge_appeal
from services.applications.handlers.on_account_closed import on_account_closed
from services.applications.handlers.on_staff_roles_changed import on_staff_roles_changed
from services.applications.handlers.release_appeal import release_appeal
from services.applications.queries import check_in_all_languages
from services.contracts.actor import Role
from services.contracts.applications import (
    AlreadyAppealed,
    AlreadyClaimed,
    AmountNotAllowed,
    AppealTooLate,
    ClaimAppeal,
    DecideAppeal,
    DecideApplication,
    DecidedByYou,
    LodgeAppeal,
    NoOpenAppeal,
    NotAttachable,
    NotClaimedByYou,
    NotDecided,
    NothingChanges,
    ReleaseAppeal,
    UnknownApplication,
)
from services.contracts.identity import AccountClosed, StaffRolesChanged
from services.contracts.refusals import Refusal
from tests.unit.applications.fakes import InMemoryApplications, InMemoryCalendars, InMemoryDocuments, InMemoryRulings
from tests.unit.applications.given import LATER, claimed, complete, document, member, officer

PAUL, ANNE, LUC = uuid4(), uuid4(), uuid4()
REFUSED: dict[str, Any] = {"outcome": "rejected", "reason": "Hors délai."}
LESS: dict[str, Any] = {"outcome": "approved", "amount": Decimal(60), "reason": "Séjour plus court."}


class Office:
    """One application that Paul decided."""

    def __init__(self, *papers: KnownDocument, application: Application | None = None, **decision: Any) -> None:
        self.application = application or claimed(PAUL)
        self.applications = InMemoryApplications(self.application)
        self.rulings = InMemoryRulings()
        self.documents = InMemoryDocuments(*papers)
        if decision:
            command = DecideApplication.model_validate({"application_id": self.application.id, **decision})
            decide_application(command, officer(PAUL), LATER, self.applications, self.rulings, check_in_all_languages)

    @property
    def now(self) -> Rulings:
        return self.rulings.of(self.applications.get(self.application.id))

    def lodge(self, *papers: UUID, by: UUID | None = None, at: datetime = LATER) -> None:
        command = LodgeAppeal(application_id=self.application.id, grounds="J’ai écrit.", document_ids=list(papers))
        who = member(by or self.application.member_id)
        lodge_appeal(command, who, at, self.applications, self.rulings, self.documents, [])

    def claim(self, by: UUID) -> None:
        claim_appeal(ClaimAppeal(application_id=self.application.id), officer(by), self.applications, self.rulings)

    def release(self, by: UUID) -> None:
        release_appeal(ReleaseAppeal(application_id=self.application.id), officer(by), self.applications, self.rulings)

    def judge(self, outcome: str, by: UUID = ANNE, **more: Any) -> None:
        told = {"application_id": self.application.id, "outcome": outcome, "reason": "Vu les pièces.", **more}
        decide_appeal(DecideAppeal.model_validate(told), officer(by), LATER, self.applications, self.rulings)


def paris(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}+01:00")


@pytest.mark.parametrize(
    ("told", "months", "until"),
    [
        (datetime(2026, 11, 25, 10, tzinfo=UTC), 2, date(2027, 1, 25)),
        (datetime(2026, 11, 25, 22, 59, tzinfo=UTC), 2, date(2027, 1, 25)),
        (datetime(2026, 11, 25, 23, 0, tzinfo=UTC), 2, date(2027, 1, 26)),  # midnight in Paris: the day after
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), 2, date(2026, 8, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), 2, date(2026, 9, 1)),
        (datetime(2026, 12, 31, 10, tzinfo=UTC), 2, date(2027, 2, 28)),
        (datetime(2027, 12, 29, 10, tzinfo=UTC), 2, date(2028, 2, 29)),
        (datetime(2028, 2, 29, 10, tzinfo=UTC), 12, date(2029, 2, 28)),
    ],
)
def test_the_delay_ends_with_the_day_of_that_number(told: datetime, months: int, until: date) -> None:
    assert last_day(told, months) == until


@pytest.mark.parametrize(("clock", "day", "late"), [("23:59:59", "25", False), ("00:00:00", "26", True)])
def test_an_appeal_comes_until_midnight_in_paris_of_the_last_day(clock: str, day: str, late: bool) -> None:
    office = Office(**REFUSED)
    at = paris(f"2027-01-{day}", clock)
    if not late:
        office.lodge(at=at)
        assert office.now.appeal is not None
        return
    with pytest.raises(AppealTooLate) as refused:
        office.lodge(at=at)
    assert refused.value.facts == {"last_day": "2027-01-25"}


def test_a_refusal_is_appealed_against_and_another_officer_grants_it() -> None:
    office = Office(**REFUSED)
    office.lodge()
    office.claim(ANNE)
    office.judge("upheld")
    now = office.now
    assert (now.appeal and now.appeal.state, now.application.status) == ("upheld", Status.APPROVED)
    assert [(one.number, one.kind, one.decision.outcome, one.by) for one in now.ruled] == [
        (1, "decision", "rejected", (PAUL,)),
        (2, "appeal", "approved", (ANNE,)),
    ]
    assert now.application.review.decision == now.last.decision
    assert now.last.decision.amount == Decimal("100.00")
    assert now.ruled[0].code != now.ruled[1].code
    assert office.applications.event_types[-3:] == ["appeal_lodged", "appeal_claimed", "appeal_decided"]


def test_of_an_amount_more_is_granted_or_it_is_not_upheld() -> None:
    office = Office(**LESS)
    office.lodge()
    office.claim(ANNE)
    with pytest.raises(NothingChanges):
        office.judge("upheld", amount="60.00")
    office.judge("upheld", amount="80.00")
    assert office.now.last.decision.amount == Decimal("80.00")


def test_dismissed_the_decision_stands_and_has_a_letter_that_says_why() -> None:
    office = Office(**LESS)
    office.lodge()
    office.claim(ANNE)
    with pytest.raises(AmountNotAllowed):
        office.judge("dismissed", amount="10.00")
    office.judge("dismissed")
    now = office.now
    assert now.application.review.decision == now.ruled[0].decision
    assert (now.last.kind, now.last.replaces, now.last.decision.amount) == ("appeal", False, Decimal(60))
    assert now.last.decision.reason == "Vu les pièces."


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
def test_what_an_appeal_decided_is_not_appealed_against_again(outcome: str) -> None:
    office = Office(**REFUSED)
    office.lodge()
    with pytest.raises(AlreadyAppealed):
        office.lodge()
    office.claim(ANNE)
    office.judge(outcome)
    with pytest.raises(AlreadyAppealed):
        office.lodge()
    assert office.now.appeal_until is None


def test_only_its_member_appeals_and_only_against_a_decision() -> None:
    with pytest.raises(UnknownApplication):
        Office(**REFUSED).lodge(by=uuid4())
    for undecided in (claimed(PAUL), complete()):
        with pytest.raises(NotDecided):
            Office(application=undecided).lodge()


def test_papers_of_an_appeal_are_the_members_and_officers_find_them() -> None:
    application = claimed(PAUL)
    mine, anothers = document(application.member_id), document(uuid4())
    office = Office(mine, anothers, application=application, **REFUSED)
    with pytest.raises(NotAttachable):
        office.lodge(anothers.id)
    office.applications.held.clear()
    office.lodge(mine.id, mine.id)
    assert office.now.appeal is not None
    assert office.now.appeal.document_ids == [mine.id]
    assert office.application.id in office.applications.held, "it is told anew"


@pytest.mark.parametrize(
    ("held_by", "by", "refusal"),
    [(None, PAUL, DecidedByYou), (LUC, ANNE, AlreadyClaimed), (LUC, LUC, None), (None, ANNE, None)],
)
def test_who_may_take_an_appeal(held_by: UUID | None, by: UUID, refusal: type[Refusal] | None) -> None:
    office = Office(**REFUSED)
    with pytest.raises(NoOpenAppeal):
        office.claim(by)
    office.lodge()
    if held_by:
        office.claim(held_by)
    if refusal is None:
        office.claim(by)
        assert office.now.appeal is not None
        assert office.now.appeal.claimed_by == by
        return
    with pytest.raises(refusal):
        office.claim(by)


def test_only_who_holds_an_appeal_decides_it_or_gives_it_back_and_only_once() -> None:
    office = Office(**REFUSED)
    office.lodge()
    for act in (office.release, lambda by: office.judge("upheld", by=by)):
        with pytest.raises(NotClaimedByYou):
            act(ANNE)
    office.claim(LUC)
    for act in (office.release, lambda by: office.judge("upheld", by=by)):
        with pytest.raises(AlreadyClaimed):
            act(ANNE)
    office.release(LUC)
    office.claim(ANNE)
    office.judge("upheld")
    with pytest.raises(NoOpenAppeal):
        office.judge("dismissed")


@pytest.mark.parametrize(
    ("left", "free"),
    [
        (AccountClosed(account_id=ANNE, portal="staff"), True),
        (StaffRolesChanged(account_id=ANNE, roles=[Role.FINANCE]), True),
        (StaffRolesChanged(account_id=ANNE, roles=[Role.OFFICER], regions=["Ailleurs"]), True),
        (StaffRolesChanged(account_id=ANNE, roles=[Role.OFFICER, Role.FINANCE]), False),
    ],
)
def test_an_appeal_of_an_officer_who_left_is_anybodys(left: AccountClosed | StaffRolesChanged, free: bool) -> None:
    office = Office(**REFUSED)
    office.lodge()
    office.claim(ANNE)
    for _ in range(2):
        if isinstance(left, AccountClosed):
            on_account_closed(left, office.applications, InMemoryCalendars(), office.rulings)
        else:
            on_staff_roles_changed(left, office.applications, office.rulings)
    appeal = office.now.appeal
    assert appeal is not None
    assert (appeal.state, appeal.claimed_by) == (("lodged", None) if free else ("under_review", ANNE))


def test_what_a_version_decided_that_keeps_no_decisions_is_appealed_against_as_well() -> None:
    application = claimed(PAUL)
    application.decide("rejected", None, "Hors délai.", LATER)
    office = Office(application=application)
    office.lodge()
    assert [one.by for one in office.now.ruled] == [(PAUL,)]
    with pytest.raises(DecidedByYou):
        office.claim(PAUL)


def test_a_benefit_says_how_long_a_decision_can_be_contested() -> None:
    application = claimed(PAUL)
    application.benefit = replace(application.benefit, appeal_months=1)
    assert Office(application=application, **REFUSED).now.appeal_until == date(2026, 12, 25)
