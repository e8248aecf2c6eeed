"""Events are CloudEvents 1.0 and what their JSON Schema says: made here from examples, and as the journal has them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from deploy.native.blueprint import SERVICES
from gateway.api.examples import example_of
from services.contracts.base import Event
from services.kit.broker.envelopes import envelope, open_envelope
from tests.architecture.promises import events
from tests.journeys.belongings import Belongings
from tests.journeys.bus import first_field, journal, told_inside

BY_TYPE = {(event.service(), event.event_type()): event for event in events()}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
TRACE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REQUIRED = {"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"}
OPTIONAL = {"traceparent", "dataschema"}


def assert_is_cloud_event(told: Mapping[str, Any], event: type[Event]) -> None:
    """Of the specification, and of our own rules: https://github.com/cloudevents/spec, version 1.0.2."""
    assert told.keys() >= REQUIRED
    assert told.keys() <= REQUIRED | OPTIONAL  # an attribute's name is lower case letters and digits: ours are these
    assert (told["specversion"], told["datacontenttype"]) == ("1.0", "application/json")
    assert (told["source"], told["type"]) == (f"/{event.service()}", event.event_type())
    assert UUID.fullmatch(told["id"])
    assert INSTANT.fullmatch(told["time"])
    assert "traceparent" not in told or TRACE.fullmatch(told["traceparent"])
    about = told["data"][first_field(event)]
    assert told["subject"] == str(about) or (about is None and told["subject"] == told["data"]["object_kind"])
    schema = event.model_json_schema(mode="serialization")
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(told["data"])
    assert told["data"].keys() <= schema["properties"].keys()


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_travels_as_a_cloud_event_and_is_read_back(event: type[Event]) -> None:
    example = event.model_validate(example_of(event))
    event_id, body = envelope(example, now=datetime.now(UTC), trace=None)
    told = orjson.loads(body)
    assert_is_cloud_event(told, event)
    assert told["id"] == event_id
    assert open_envelope(body, event).event == example


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_a_consumer_reads_past_what_a_newer_version_adds(event: type[Event]) -> None:
    _, body = envelope(event.model_validate(example_of(event)), now=datetime.now(UTC), trace=None)
    told = orjson.loads(body)
    told["data"]["added_later"] = told["addedlater"] = "x"
    open_envelope(orjson.dumps(told), event)


def test_every_event_that_was_told_is_a_cloud_event_of_the_catalogue(belongings: Belongings) -> None:
    assert belongings.notification  # of a whole submission, made through the API
    told = [orjson.loads(body) for body in told_inside(belongings.cast.stack.databases)]
    for event in told:
        assert_is_cloud_event(event, BY_TYPE[event["source"].strip("/"), event["type"]])
    ids = [event["id"] for event in told]
    assert len(ids) == len(set(ids))
    assert {event["source"] for event in told} == {f"/{service}" for service in SERVICES}


def test_the_journal_holds_the_public_fields_of_events_and_nothing_else(belongings: Belongings) -> None:
    assert belongings.notification
    told = journal(belongings.cast.stack.integrator)
    assert told
    for properties, body in told:
        event = orjson.loads(body)
        promised = BY_TYPE[event["source"].strip("/"), event["type"]]
        assert event["data"].keys() == set(promised.public_fields)
        assert (properties.content_type, properties.message_id) == ("application/json", event["id"])
