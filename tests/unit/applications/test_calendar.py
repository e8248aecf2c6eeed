"""Which last days come into a member's calendar."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications.domain.benefit import Benefit
from services.applications.domain.calendar import Deadline, deadlines
from services.applications.domain.radar import Asked, Prospect
from services.applications.domain.status import Status
from tests.unit.applications.given import DAY, NOW, benefit

ANA = UUID(int=7)
LAST = date(2026, 12, 15)


def prospect(status: Status | None = None, closes_on: date | None = LAST, **changes: Any) -> Prospect:
    aid: Benefit = benefit(closes_on=closes_on)
    asked = Asked(uuid4(), aid.code, status, NOW) if status else None
    found = Prospect(aid, eligible=True, on_event=False, reasons=(), estimate=None, held=(), lacking=(), asked=asked)
    return replace(found, **changes)


def found(*prospects: Prospect, today: date = DAY) -> list[Deadline]:
    return deadlines(ANA, prospects, today)


@pytest.mark.parametrize(
    ("status", "kind"), [(None, "unused"), (Status.DRAFT, "draft"), (Status.INCOMPLETE, "incomplete")]
)
def test_what_is_still_to_be_done_has_its_last_day(status: Status | None, kind: str) -> None:
    (one,) = found(prospect(status))
    assert (one.kind, one.day, one.application_id is None) == (kind, LAST, status is None)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DRAFT, Status.INCOMPLETE}))
def test_what_is_sent_and_complete_or_over_has_none(status: Status) -> None:
    assert found(prospect(status)) == []


@pytest.mark.parametrize(
    "other", [prospect(closes_on=None), prospect(eligible=False), prospect(on_event=True)], ids=["open", "not", "event"]
)
def test_an_aid_that_never_closes_or_is_not_for_them_or_waits_for_an_event_has_none(other: Prospect) -> None:
    assert found(other) == []


def test_the_last_day_itself_is_told_and_the_day_after_is_not() -> None:
    assert found(prospect(), today=LAST)
    assert not found(prospect(), today=date(2026, 12, 16))


def test_a_deadline_stays_the_same_one_as_its_application_comes_about_and_is_another_the_year_after() -> None:
    before, begun = found(prospect()), found(prospect(Status.DRAFT))
    assert before[0].uid == begun[0].uid
    moved = prospect(closes_on=date(2026, 12, 31))
    assert found(moved)[0].uid == before[0].uid
    next_year = replace(moved, benefit=replace(moved.benefit, opens_on=date(2026, 11, 1)))
    assert found(next_year)[0].uid != before[0].uid
    assert deadlines(UUID(int=8), [prospect()], DAY)[0].uid != before[0].uid
