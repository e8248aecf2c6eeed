from dataclasses import dataclass, field

import pytest

from services.contracts.refusals import Unavailable
from services.kit.rpc.bulkheads import FIRST_GUESS, LONGEST_ABSENCE, Bulkhead, Limits, Line


@dataclass
class Call:
    """A turn, written by hand."""

    seconds_left: float = 60
    became: str = "waits"
    refusal: Unavailable = field(default_factory=Unavailable)

    def start(self) -> None:
        self.became = "runs"

    def refuse(self, refusal: Unavailable) -> None:
        self.became, self.refusal = "refused", refusal

    def give_back(self) -> None:
        self.became = "given back"


def line(at_once: int = 1, in_line: int = 100) -> Line:
    limits = Limits(at_once, in_line)
    bulkhead = Bulkhead("tests", Unavailable, lambda _: limits)
    return Line(bulkhead, limits, start_later=lambda start: start(), clock=lambda: 1000.0)


def entered(into: Line, *calls: Call) -> list[str]:
    for call in calls:
        into.enter(call)
    return [call.became for call in calls]


def test_who_would_be_answered_in_time_waits_and_who_would_not_is_sent_away() -> None:
    calls = [Call(seconds_left=4 * FIRST_GUESS) for _ in range(6)]

    assert entered(line(), *calls) == ["runs", "waits", "waits", "waits", "refused", "refused"]


def test_how_long_calls_take_is_learned_from_those_that_ended() -> None:
    slow = line()
    for _ in range(50):
        entered(slow, Call())
        slow.leave(2.0)

    assert entered(slow, Call(), Call(seconds_left=3)) == ["runs", "refused"]


def test_whose_turn_comes_too_late_is_told_so_and_takes_no_turn() -> None:
    one_at_a_time = line()
    runs, late, patient = Call(), Call(), Call()
    entered(one_at_a_time, runs, late, patient)
    late.seconds_left = FIRST_GUESS / 2

    one_at_a_time.leave(FIRST_GUESS)

    assert (late.became, patient.became) == ("refused", "runs")


def test_those_who_are_sent_away_come_back_one_after_another_and_never_later_than_the_longest_absence() -> None:
    full = line(in_line=0)
    entered(full, Call())
    turned_away = [Call() for _ in range(2 * round(LONGEST_ABSENCE / FIRST_GUESS))]

    entered(full, *turned_away)
    waits = [call.refusal.facts["retry_after"] for call in turned_away]

    assert waits[0] == 1
    assert waits[100] == pytest.approx(100 * FIRST_GUESS, abs=1)
    for_each_second = [waits.count(second) for second in range(1, LONGEST_ABSENCE + 1)]
    assert for_each_second == pytest.approx([2 / FIRST_GUESS] * LONGEST_ABSENCE, abs=2)
    assert sum(for_each_second) == len(waits)


def test_a_lost_connection_empties_the_line_for_the_broker_delivers_again() -> None:
    interrupted = line()
    runs, waits = Call(), Call()
    entered(interrupted, runs, waits)

    interrupted.forget()
    interrupted.leave(FIRST_GUESS)

    assert waits.became == "waits"
    assert entered(interrupted, Call()) == ["runs"]
