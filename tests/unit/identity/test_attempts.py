from datetime import datetime, timedelta

import pytest

from services.contracts.identity import TooManyAttempts
from services.identity.domain.attempts import History, require_few_requests, require_patience, seconds_to_wait
from tests.unit.identity.fakes import NOW


def failed(times: int, seconds_ago: float = 0, **others: object) -> History:
    at: datetime = NOW - timedelta(seconds=seconds_ago)
    return History(failures_here=times, last_failure_here=at, **others)  # type: ignore[arg-type]  # named in each test


def test_five_mistakes_cost_nothing_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [seconds_to_wait(failed(times), NOW) for times in (0, 4, 5, 6, 7, 8, 14, 15, 40)]
    assert waits == [0, 0, 1, 2, 4, 8, 512, 900, 900]


def test_the_wait_passes() -> None:
    assert seconds_to_wait(failed(8, seconds_ago=5.5), NOW) == 3
    assert seconds_to_wait(failed(8, seconds_ago=8), NOW) == 0


def test_an_account_under_attack_slows_new_places_after_one_mistake_but_lets_each_try_once() -> None:
    assert seconds_to_wait(History(failures_on_account=5000), NOW) == 0
    assert seconds_to_wait(failed(1, failures_on_account=5000), NOW) == 60
    assert seconds_to_wait(failed(3, failures_on_account=5000), NOW) == 240
    assert seconds_to_wait(failed(30, failures_on_account=5000), NOW) == 3600


def test_a_device_that_opened_the_account_before_feels_nothing_of_an_attack_from_elsewhere() -> None:
    attacked = History(
        known_device=True,
        failures_here=1,
        last_failure_here=NOW,
        failures_on_account=5000,
        failures_of_source=5000,
        last_failure_of_source=NOW,
    )
    assert seconds_to_wait(attacked, NOW) == 0


def test_a_place_that_tries_account_after_account_is_slowed_but_never_for_more_than_a_minute() -> None:
    def waits(failures: int) -> int:
        return seconds_to_wait(History(failures_of_source=failures, last_failure_of_source=NOW), NOW)

    assert [waits(failures) for failures in (999, 1000, 1010, 1020, 1800)] == [0, 2, 4, 8, 60]


def test_who_must_wait_is_told_how_long() -> None:
    with pytest.raises(TooManyAttempts) as refused:
        require_patience(failed(8), NOW)
    assert refused.value.facts == {"retry_after": 8}


def test_what_anybody_may_ask_for_is_bounded_by_place() -> None:
    require_few_requests(9, 10)
    with pytest.raises(TooManyAttempts) as refused:
        require_few_requests(10, 10)
    assert refused.value.facts == {"retry_after": 60}
