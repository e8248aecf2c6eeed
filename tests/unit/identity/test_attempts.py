from datetime import datetime, timedelta

import pytest

from services.contracts.identity import LogIn
from services.contracts.identity.refusals import BadCredentials, TooManyAttempts
from services.identity.domain.attempts import History, require_few_requests, require_patience, seconds_to_wait
from services.identity.handlers.log_in import try_of
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.people import a_member
from tests.unit.identity.visitor import logs_in


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


HOSPITAL, HOME, GUESSES = "198.51.100.0/24", "203.0.113.0/24", 1000
ATTACKS = {
    "from the hospital's one address": lambda number: HOSPITAL,
    "from a thousand addresses": lambda number: f"10.{number // 250}.{number % 250}.0/24",
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    ("place", "device", "gets_in"),
    [
        (HOSPITAL, "her own", {*ATTACKS}),
        (HOME, "her own", {*ATTACKS}),
        (HOME, "another", {*ATTACKS}),
        (HOME, None, {*ATTACKS}),
        # Where the guesses come from, what opened nothing before is told from nobody else who is there.
        (HOSPITAL, "another", {"from a thousand addresses"}),
        (HOSPITAL, None, {"from a thousand addresses"}),
    ],
)
def test_a_thousand_wrong_passwords_do_not_lock_the_owner_out(
    identity: Identity, attack: str, place: str, device: str | None, gets_in: set[str]
) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member, source=HOSPITAL, device="her own")
    for number in range(GUESSES):  # as if none had been made to wait
        told = {"source": ATTACKS[attack](number), "device": f"made up {number}"}
        guess = LogIn(cgos_number=member.cgos_number or "", password="a guess", portal="agent", **told)
        identity.attempts.failed(try_of(guess, identity.seal), identity.clock.now)
    if attack in gets_in:
        assert logs_in(identity, member, source=place, device=device)
    else:
        with pytest.raises(TooManyAttempts):
            logs_in(identity, member, source=place, device=device)


def test_a_device_that_says_nothing_of_itself_is_never_known(identity: Identity) -> None:
    """Under attack it waits as any new place does, though it opened the account before."""
    identity.accounts.add(member := a_member())
    client: dict[str, str] = {"source": HOSPITAL, "user_agent": "a client of the API"}
    logs_in(identity, member, **client)
    identity.clock.wait(seconds=1)
    guess = LogIn(cgos_number=member.cgos_number or "", password="a guess", portal="agent", source=HOME)
    for _ in range(50):
        identity.attempts.failed(try_of(guess, identity.seal), identity.clock.now)
    with pytest.raises(BadCredentials):
        logs_in(identity, member, "a guess", **client)
    with pytest.raises(TooManyAttempts):
        logs_in(identity, member, **client)


def test_a_device_is_known_to_the_accounts_that_it_opened_and_to_no_other(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    identity.accounts.add(other := a_member(cgos_number="70000003"))
    logs_in(identity, other, source=HOSPITAL, device="of the ward")
    identity.clock.wait(seconds=1)
    for _ in range(5):
        with pytest.raises(BadCredentials):
            logs_in(identity, member, "a guess", source=HOSPITAL, device="of the ward")
    with pytest.raises(TooManyAttempts):
        logs_in(identity, member, source=HOSPITAL, device="of the ward")


def test_the_owner_s_sign_in_gives_a_guesser_on_the_same_network_no_new_tries(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    for _ in range(5):
        with pytest.raises(BadCredentials):
            logs_in(identity, member, "a guess", source=HOSPITAL, device="a guesser's")
    identity.clock.wait(seconds=1)
    logs_in(identity, member, source=HOSPITAL, device="her own")
    with pytest.raises(BadCredentials):
        logs_in(identity, member, "a guess", source=HOSPITAL, device="a guesser's")
    with pytest.raises(TooManyAttempts):
        logs_in(identity, member, "a guess", source=HOSPITAL, device="a guesser's")
