from datetime import UTC, datetime
from uuid import uuid4

import orjson
import pytest
from pydantic import BaseModel, ValidationError

from services.contracts.refusals import Conflict, Refusal
from services.kit.broker.envelopes import Undecodable, envelope, open_envelope
from services.kit.events.retries import EventDelivery
from services.kit.rpc.decoding import field_errors
from services.kit.rpc.replies import refusal_body, result_body
from services.kit.telemetry import Trace
from tests.house.ledger.contracts import EntryPosted

POSTED = EntryPosted(entry_id=uuid4(), account="a")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_an_envelope_opens_to_what_was_put_in() -> None:
    trace = Trace.new()
    event_id, body = envelope(POSTED, now=NOW, trace=trace)

    received = open_envelope(body, EntryPosted)

    assert (received.id, received.event, received.time) == (event_id, POSTED, NOW)
    assert received.traceparent == str(trace)


def test_a_newer_event_with_more_in_it_is_still_read() -> None:
    _, body = envelope(POSTED, now=NOW, trace=None)
    told = orjson.loads(body)
    told["data"]["colour"] = "blue"

    assert open_envelope(orjson.dumps(told), EntryPosted).event == POSTED


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{}", b'{"type":"entry_posted","id":"1","data":{"account":7}}'])
def test_what_is_no_envelope_is_undecodable_and_not_quoted(body: bytes) -> None:
    with pytest.raises(Undecodable) as failed:
        open_envelope(body, EntryPosted)

    assert str(failed.value) == "not a CloudEvents envelope of entry_posted"


def test_a_message_goes_on_without_the_brokers_notes() -> None:
    headers = {"x-death": [], "x-first-death-queue": "q", "x-delivery-count": 3, "x-tries": 1, "colour": "blue"}
    delivery = EventDelivery("q", b"{}", headers, "id", "application/json")

    assert delivery.onward("delay.500", "q", **{"x-tries": 2}).headers == {"x-tries": 2, "colour": "blue"}


def test_a_refusal_crosses_the_bus_as_itself() -> None:
    class NotToday(Conflict):
        pass

    told = orjson.loads(refusal_body(NotToday("come back", day="monday")))

    assert told["result"] is None
    assert (told["error"]["exc_type"], told["error"]["value"]) == ("NotToday", "not-today")
    refusal = Refusal.from_wire(told["error"]["exc_args"][0])
    assert isinstance(refusal, NotToday)
    assert (refusal.detail, refusal.facts) == ("come back", {"day": "monday"})


def test_a_result_is_namekos_reply() -> None:
    assert orjson.loads(result_body('{"id": 1}')) == {"result": {"id": 1}, "error": None}


def test_field_errors_point_and_do_not_quote() -> None:
    class Child(BaseModel):
        born: int

    class Household(BaseModel):
        children: list[Child]

    with pytest.raises(ValidationError) as wrong:
        Household.model_validate({"children": [{"born": 1}, {"born": "Marie"}]})

    (error,) = field_errors(wrong.value)
    assert error.pointer == "/children/1/born"
    assert "Marie" not in error.detail
