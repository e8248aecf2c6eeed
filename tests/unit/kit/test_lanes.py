"""How many events of one consumer are at work at once, as they fare."""

from collections import deque

from services.kit.events.lanes import LONGEST_REST, TURNS, Lane, Lanes, Start

MOST = 4


class Clock:
    """Starts what is due only when told to, and remembers after how many seconds it was."""

    def __init__(self) -> None:
        self.due: deque[tuple[float, Start]] = deque()

    def later(self, seconds: float, start: Start) -> None:
        self.due.append((seconds, start))

    def run(self) -> None:
        while self.due:
            self.due.popleft()[1]()


class Road:
    def __init__(self) -> None:
        self.clock = Clock()
        self.lanes = Lanes(MOST, later=self.clock.later)
        self.begun: list[str] = []

    def offer(self, lane: Lane, name: str, times: int = 1) -> None:
        for _ in range(times):
            self.lanes.take(lane, lambda: self.begun.append(name))

    def end(self, lane: Lane, *, well: bool, times: int = 1) -> None:
        for _ in range(times):
            self.lanes.done(lane, well=well, seconds=0.1)
            self.clock.run()


def test_one_consumer_has_no_more_at_work_than_its_share() -> None:
    road = Road()
    road.offer(road.lanes.first, "live", times=10)
    assert len(road.begun) == MOST
    road.end(road.lanes.first, well=True)
    assert len(road.begun) == MOST + 1


def test_one_whose_events_fail_is_left_with_one_and_gets_one_more_with_each_that_succeeds() -> None:
    road = Road()
    road.offer(road.lanes.first, "live", times=30)
    road.end(road.lanes.first, well=False, times=10)
    assert road.lanes.first.running == 1
    road.end(road.lanes.first, well=True, times=2)
    assert road.lanes.first.running == 3


def test_what_comes_again_is_tried_one_at_a_time_beside_live_ones_until_it_succeeds() -> None:
    road = Road()
    road.offer(road.lanes.again, "again", times=9)
    road.offer(road.lanes.first, "live", times=9)
    assert road.begun == ["again", *["live"] * (MOST - 1)]
    road.end(road.lanes.first, well=True, times=TURNS)
    assert road.lanes.again.running == 1
    road.end(road.lanes.again, well=True)
    road.end(road.lanes.first, well=True, times=MOST)
    assert road.lanes.again.running == MOST // 2


def test_where_only_one_is_let_through_what_comes_again_has_a_turn_now_and_then() -> None:
    road = Road()
    road.offer(road.lanes.first, "live", times=MOST)
    road.end(road.lanes.first, well=False, times=MOST)
    road.begun.clear()
    road.offer(road.lanes.first, "live", times=20)
    road.offer(road.lanes.again, "again", times=20)
    while len(road.begun) < 2 * TURNS:
        road.end(road.lanes.again if road.begun[-1] == "again" else road.lanes.first, well=False)
    assert (road.begun.count("again"), road.begun.count("live")) == (2, 2 * TURNS - 2)


def test_success_of_what_failed_before_widens_both_lanes() -> None:
    road = Road()
    road.offer(road.lanes.first, "live", times=MOST)
    road.end(road.lanes.first, well=False, times=MOST)
    road.offer(road.lanes.again, "again", times=9)
    road.end(road.lanes.again, well=True)
    assert road.lanes.again.running == 2


def test_one_that_failed_keeps_its_place_for_as_long_again_as_it_took_up_to_a_limit() -> None:
    road = Road()
    for seconds in (0.2, 1000.0):
        road.offer(road.lanes.first, "live")
        road.lanes.done(road.lanes.first, well=False, seconds=seconds)
    assert [rest for rest, _ in road.clock.due] == [0.2, LONGEST_REST]
    assert road.lanes.first.running == 2
    road.clock.run()
    assert road.lanes.first.running == 0


def test_what_waits_is_forgotten_when_the_broker_has_it_back() -> None:
    road = Road()
    road.offer(road.lanes.first, "live", times=9)
    road.lanes.clear()
    road.end(road.lanes.first, well=True)
    assert len(road.begun) == MOST
