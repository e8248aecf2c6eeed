"""What the clock does, at whatever time it is said to be, on a database without a service around it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.expire_drafts import expire_drafts
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.remind_of_deadlines import remind_of_deadlines
from services.applications.handlers.work_out_usual_delays import work_out_usual_delays
from services.applications.queries import get_benefit
from services.applications.store import SqlApplications, SqlBenefits, SqlDeadlines, SqlDelays, SqlDocuments
from services.contracts.applications import DeadlineApproaching, DelayView
from services.kit.work import Work
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.conftest import Bench

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def ana() -> Applicant:
    facts = {"given_name": "Ana", "family_name": "Canari", "children": [{"given_name": "Zoé"}]}
    return Applicant(uuid4(), "agent", "1234567", facts)


def during(bench: Bench, now: datetime, *steps: Callable[[Work], Any]) -> list[Any]:
    with bench.begin() as session, session.begin():
        work = bench.work(session, now)
        return [step(work) for step in steps]


def publish(bench: Bench, code: str, closes_on: date) -> None:
    command = holidays(code=code, opens_on=date(2026, 1, 1), closes_on=closes_on)
    during(bench, NOON, lambda work: publish_benefit(command, SqlBenefits(work)))


def start(bench: Bench, code: str, at: datetime = NOON) -> UUID:
    def step(work: Work) -> UUID:
        application = Application.start(SqlBenefits(work).get(code), ana(), at=at)
        SqlApplications(work).add(application)
        return application.id

    (application_id,) = during(bench, at, step)
    assert isinstance(application_id, UUID)
    return application_id


def remind(work: Work) -> None:
    remind_of_deadlines(work.now, SqlDeadlines(work))


def reminders_of(bench: Bench, application_id: UUID) -> list[int]:
    return [
        event.days_left
        for event in bench.events
        if isinstance(event, DeadlineApproaching) and event.application_id == application_id
    ]


def test_a_draft_expires_when_its_last_day_is_over_in_paris(bench: Bench) -> None:
    publish(bench, "expiring", date(2026, 11, 20))
    application_id = start(bench, "expiring")

    def expire(work: Work) -> str:
        expire_drafts(work.now, SqlDeadlines(work))
        return SqlApplications(work).get(application_id).status

    assert during(bench, datetime(2026, 11, 20, 22, 59, tzinfo=UTC), expire) == ["draft"]
    assert during(bench, datetime(2026, 11, 20, 23, 1, tzinfo=UTC), expire) == ["expired"]


def test_a_deadline_is_recalled_once_at_each_of_its_three_days(bench: Bench) -> None:
    publish(bench, "recalled", date(2027, 1, 31))
    application_id = start(bench, "recalled")

    for days in (31, 30, 30, 29, 8, 7, 6, 2, 1, 1, 0, -1):
        during(bench, datetime(2027, 1, 31, 11, tzinfo=UTC) - timedelta(days=days), remind)

    assert reminders_of(bench, application_id) == [30, 7, 1]


def test_a_day_on_which_nothing_ran_is_made_up_for(bench: Bench) -> None:
    publish(bench, "late", date(2027, 1, 31))
    application_id = start(bench, "late")

    during(bench, datetime(2027, 1, 27, 11, tzinfo=UTC), remind)

    assert reminders_of(bench, application_id) == [7]


def test_a_draft_started_shortly_before_is_not_told_what_is_past(bench: Bench) -> None:
    publish(bench, "short", date(2026, 11, 25))
    application_id = start(bench, "short")

    during(bench, NOON, remind)
    during(bench, NOON + timedelta(days=4), remind)

    assert reminders_of(bench, application_id) == [1]


def test_a_deadline_that_moves_is_that_of_what_is_begun_from_then_on(bench: Bench) -> None:
    publish(bench, "moving", date(2026, 12, 20))
    application_id = start(bench, "moving")
    during(bench, NOON, remind)
    publish(bench, "moving", date(2027, 1, 20))

    after = start(bench, "moving")
    during(bench, NOON + timedelta(days=31), remind)

    assert (reminders_of(bench, application_id), reminders_of(bench, after)) == ([30], [30])


def test_the_usual_delay_leaves_out_the_time_spent_waiting_for_the_member(bench: Bench) -> None:
    publish(bench, "measured", date(2027, 1, 31))

    def decided_after(days: int, waited: int) -> Callable[[Work], None]:
        def step(work: Work) -> None:
            application = Application.start(SqlBenefits(work).get("measured"), ana(), at=NOON)
            applications = SqlApplications(work)
            applications.add(application)
            application.save_answers({"kind": "family"}, at=NOON)
            application.submit(at=NOON)
            notice = KnownDocument(
                uuid4(), application.member_id, "tax_notice", "accepted", 3, content_type="application/pdf", size=5
            )
            SqlDocuments(work).learn(notice)
            application.attach("tax_notice", notice, at=NOON + timedelta(days=waited))
            application.claim(work.actor.id)
            application.decide("approved", None, None, at=NOON + timedelta(days=waited + days))
            applications.save(application)

        return step

    def usual(work: Work) -> DelayView | None:
        work_out_usual_delays(work.now, SqlDelays(work))
        return get_benefit(work.session, "measured", work.actor, work.now, "fr").usual_delay

    during(bench, NOON, *(decided_after(days, waited=50) for days in (1, 2, 3, 4)))
    assert during(bench, NOON + timedelta(days=100), usual) == [None]
    during(bench, NOON, decided_after(10, waited=50))
    assert during(bench, NOON + timedelta(days=100), usual) == [DelayView(p50_days=3, p90_days=8)]
    assert during(bench, NOON + timedelta(days=500), usual) == [None]
