import time

import pytest

from services.kit.deadlines import DEADLINE, TIMEOUT, deadline_headers, ends_at, seconds_until
from services.kit.skew import ours_ahead


def unpacked(headers: dict[str, int]) -> dict[str, int]:
    return {name.removeprefix("nameko."): value for name, value in headers.items()}


@pytest.mark.parametrize("apart", [-3600, -6, 6, 3600])
def test_what_a_caller_still_waits_is_the_same_whatever_the_callees_clock_says(
    apart: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = deadline_headers(4.5)
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + apart)

    left = seconds_until(ends_at(unpacked(headers)))

    assert left is not None
    assert left == pytest.approx(4.5, abs=0.5)


def test_the_wait_in_the_process_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    end = ends_at({"timeout": 4500})
    monotonic = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() + 5)

    left = seconds_until(end)

    assert left is not None
    assert left < 0


def test_a_caller_of_the_version_before_is_served_by_its_clock() -> None:
    left = seconds_until(ends_at({"deadline": int((time.time() + 4.5) * 1000)}))

    assert left == pytest.approx(4.5, abs=0.5)


def test_a_service_of_the_version_before_finds_the_end_that_it_knows() -> None:
    headers = deadline_headers(4.5)

    assert headers[TIMEOUT] == 4500
    assert headers[DEADLINE] / 1000 - time.time() == pytest.approx(4.5, abs=0.5)


@pytest.mark.parametrize("headers", [{}, {"timeout": "soon"}, {"deadline": None}])
def test_a_caller_that_names_no_end_waits_for_ever(headers: dict[str, object]) -> None:
    assert seconds_until(ends_at(headers)) is None


@pytest.mark.parametrize(("theirs", "ahead"), [(100.0, 0.0), (104.0, 0.0), (105.0, 0.0), (94.0, 6.0), (111.0, -6.0)])
def test_a_clock_is_wrong_only_as_far_as_a_slow_answer_cannot_explain(theirs: float, ahead: float) -> None:
    assert ours_ahead(100.0, theirs, 105.0) == ahead
