"""The quotient that an application rests on: frozen at its submission, settled before its decision."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from deploy.native.parts.rabbitmq import RabbitMQ
from services.contracts.actor import Role
from services.contracts.applications import (
    ClaimApplication,
    DecideApplication,
    GetReview,
    QuotientNotConfirmed,
    ReviewView,
    SubmitApplication,
    TakeOverRights,
)
from services.contracts.calendar import day_in_paris
from services.contracts.identity import RightsConfirmed, RightsOpened
from tests.integration.applications.desk import Desk
from tests.parts.at_once import each
from tests.parts.caller import Caller
from tests.parts.waiting import wait_for

YEAR = day_in_paris(datetime.now(UTC)).year


@pytest.fixture
def second(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


def approve(application_id: UUID) -> DecideApplication:
    return DecideApplication(application_id=application_id, outcome="approved")


def test_later_rights_reach_a_submitted_application_by_an_officer_only(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    desk.neighbours.has_opened(ana, YEAR, "700.00", "verified")
    application = desk.claimed(ana, paul)

    desk.neighbours.has_opened(ana, YEAR, "600.00", "confirmed", revision=2)
    desk.tell(RightsOpened(member_id=ana, year=YEAR))

    def look() -> ReviewView | None:
        seen: ReviewView = desk.officer(paul, GetReview(application_id=application.id))
        return seen if seen.later_opening else None

    seen = wait_for(look, what="the later rights")
    assert seen is not None
    assert seen.opening is not None
    assert seen.later_opening is not None
    assert (seen.opening.revision, seen.quotient, seen.opening.state) == (1, Decimal("700.00"), "verified")
    assert (seen.later_opening.revision, seen.later_opening.quotient) == (2, Decimal("600.00"))
    assert seen.estimate is not None
    assert seen.estimate.amount is not None
    assert seen.estimate.amount.amount == Decimal(100)

    taken = desk.officer(paul, TakeOverRights(application_id=application.id, revision=2))
    assert (taken.quotient, taken.later_opening) == (Decimal("600.00"), None)
    assert taken.timeline[-1].text.endswith("(révision 2).")
    assert desk.officer(paul, approve(application.id)).decision.amount.amount == Decimal(220)


def test_an_officer_who_has_just_confirmed_decides_at_once(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    desk.neighbours.has_opened(ana, YEAR, "700.00", "declared")
    application = desk.claimed(ana, paul)
    with pytest.raises(QuotientNotConfirmed):
        desk.officer(paul, approve(application.id))
    desk.neighbours.silent = True
    try:
        with pytest.raises(QuotientNotConfirmed):
            desk.officer(paul, approve(application.id))
    finally:
        desk.neighbours.silent = False
    desk.neighbours.has_opened(ana, YEAR, "700.00", "confirmed")
    assert desk.officer(paul, approve(application.id)).decision.amount.amount == Decimal(100)


def test_rights_confirmed_while_it_is_decided_leave_one_decision(desk: Desk, second: Caller) -> None:
    for _ in range(4):
        ana, paul = uuid4(), uuid4()
        desk.neighbours.has_opened(ana, YEAR, "700.00", "declared")
        application = desk.claimed(ana, paul)
        desk.neighbours.has_opened(ana, YEAR, "500.00", "confirmed", revision=2)
        desk.tell(RightsConfirmed(rights_id=uuid4(), member_id=ana, year=YEAR))
        token = desk.keys.staff(Role.OFFICER, subject=paul)
        commands: Any = (approve(application.id), TakeOverRights(application_id=application.id, revision=2))
        replies = each((desk.caller, second), commands, (token, token), (uuid4().hex, uuid4().hex))
        outcomes = [(one["error"] or {}).get("value") or "done" for one in replies]
        seen = desk.officer(paul, GetReview(application_id=application.id))
        happened = [one.event for one in seen.timeline]
        if outcomes == ["done", "done"]:
            assert happened[-2:] == ["rights_taken_over", "application_decided"]
            assert seen.decision.amount.amount == Decimal(220)
        else:
            assert outcomes == ["quotient-not-confirmed", "done"]
            assert (happened[-1], seen.status) == ("rights_taken_over", "under_review")


def test_a_submission_keeps_the_household_of_its_day(desk: Desk, applications_database: sa.Engine) -> None:
    ana = uuid4()
    draft = desk.draft(ana)
    desk.attach(ana, draft.id, desk.document(ana))
    desk.neighbours.children[ana] = [{"given_name": "Lou", "birth_date": "2026-01-02"}]
    desk.member(ana, SubmitApplication(application_id=draft.id))
    assert desk.neighbours.household_asked_on[ana] == day_in_paris(datetime.now(UTC)).isoformat()
    desk.neighbours.children[ana] = []
    desk.officer(uuid4(), ClaimApplication(application_id=draft.id))
    kept = sa.text("SELECT applicant #>> '{children,0,given_name}' FROM applications WHERE id = :id")
    with applications_database.connect() as connection:
        assert connection.scalar(kept, {"id": draft.id}) == "Lou"
