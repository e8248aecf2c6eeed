"""Staff are told once a working day of what waits for them, and of nothing where nothing does."""

from datetime import UTC, date, datetime

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.applications.threads import RegionCountView, WaitingMessagesView
from services.contracts.identity import StaffWaitingTold
from services.contracts.identity.waiting import StaffWaitingView
from services.identity.domain.waiting import day_to_tell, messages_for
from services.identity.domain.working_days import easter_sunday
from services.identity.handlers.tell_what_waits import tell_what_waits
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.people import one_of_the_staff

MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)
"""Eight in Paris."""
TUESDAY = datetime(2026, 3, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 2, 5, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 2, 6, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 7, 15, 5, 0, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 3, 2, 10, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 11, 0, tzinfo=UTC), None),
        (datetime(2026, 2, 28, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 1, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 7, 14, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 4, 6, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 5, 14, 7, 0, tzinfo=UTC), None),
        (datetime(2026, 5, 25, 7, 0, tzinfo=UTC), None),
    ],
)
def test_a_morning_of_a_working_day_in_paris_is_when_they_are_told(now: datetime, day: date | None) -> None:
    assert day_to_tell(now) == day


@pytest.mark.parametrize(
    "easter", [(1954, 4, 18), (1981, 4, 19), (2024, 3, 31), (2027, 3, 28), (2038, 4, 25), (2049, 4, 18), (2285, 3, 22)]
)
def test_easter_is_when_the_church_says(easter: tuple[int, int, int]) -> None:
    assert easter_sunday(easter[0]) == date(*easter)


def test_each_is_told_once_a_day_of_what_waits_for_them_and_who_has_nothing_is_not(identity: Identity) -> None:
    busy = one_of_the_staff(roles=[Role.OFFICER], regions=["Bretagne"], activated_at=NOW)
    idle = one_of_the_staff(roles=[Role.OFFICER], email="idle@example.org", activated_at=NOW)
    for account in (busy, idle):
        identity.accounts.add(account)
    asked: list[Actor] = []

    def waiting(actor: Actor) -> StaffWaitingView:
        asked.append(actor)
        return StaffWaitingView(rights=3) if actor.id == busy.id else StaffWaitingView()

    for now in (MONDAY, MONDAY):
        tell_what_waits(now, identity.accounts, waiting)
    assert identity.told == [StaffWaitingTold(account_id=busy.id, rights=3)]
    assert {actor.id: actor.regions for actor in asked} == {busy.id: {"Bretagne"}, idle.id: frozenset()}
    tell_what_waits(TUESDAY, identity.accounts, waiting)
    assert len(identity.told) == 2


def test_an_officer_counts_the_messages_of_their_regions_and_a_correspondent_none() -> None:
    told = {"Bretagne": 60, "Corse": 3, None: 50}
    counted = WaitingMessagesView(regions=[RegionCountView(region=each, count=n) for each, n in told.items()])

    def of(role: Role, *regions: str) -> int:
        return messages_for(Actor(roles=frozenset({role}), regions=frozenset(regions)), counted)

    assert of(Role.OFFICER, "Corse") == 3
    assert of(Role.OFFICER, "Corse", "Bretagne") == 63
    assert of(Role.OFFICER) == 100, "and no further, those of no known region among them"
    assert of(Role.ESTABLISHMENT, "Bretagne") == 0
