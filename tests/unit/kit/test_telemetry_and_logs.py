import json
import logging

import pytest

from services.kit.logs import JsonLines
from services.kit.telemetry import Trace, current_trace

COMES_IN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_a_trace_goes_on_with_a_span_of_its_own() -> None:
    trace = Trace.carry_on(COMES_IN)

    assert trace.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert trace.span_id != "00f067aa0ba902b7"
    assert Trace.carry_on(str(trace)).trace_id == trace.trace_id


@pytest.mark.parametrize(
    "nonsense",
    [None, 7, "", "00-x-y-01", COMES_IN.upper(), COMES_IN + "\n", "00-" + "0" * 32 + "-00f067aa0ba902b7-01"],
)
def test_nonsense_starts_a_trace_anew(nonsense: object) -> None:
    trace = Trace.carry_on(nonsense)

    assert trace.trace_id not in {"0" * 32, "4bf92f3577b34da6a3ce929d0e0e4736"}
    assert Trace.carry_on(str(trace)).trace_id == trace.trace_id


def fail() -> None:
    try:
        dict[str, str]()["Marie Curie"]
    except KeyError as error:
        raise ValueError("FR76 3000") from error


def logged(*, messages: bool = False) -> dict[str, object]:
    try:
        fail()
    except ValueError as error:
        record = logging.LogRecord("kit", logging.ERROR, __file__, 1, "it failed", (), (type(error), error, None))
    record.method = "identity.get_me"
    line = JsonLines("identity", exception_messages=messages).format(record)
    assert "\n" not in line
    told: dict[str, object] = json.loads(line)
    return told


def test_a_log_line_is_json_with_the_trace_id() -> None:
    trace = Trace.new()
    token = current_trace.set(trace)

    line = logged()

    current_trace.reset(token)
    assert line["trace_id"] == trace.trace_id
    assert (line["service"], line["level"], line["message"]) == ("identity", "error", "it failed")
    assert line["method"] == "identity.get_me"


def test_an_exceptions_message_stays_out_of_the_logs() -> None:
    line = json.dumps(logged())

    assert "ValueError" in line
    assert "KeyError" in line
    assert "Marie Curie" not in line
    assert "FR76" not in line


def test_a_developer_may_see_it() -> None:
    assert "Marie Curie" in json.dumps(logged(messages=True))
