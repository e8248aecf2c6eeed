"""What leaves the house of an event, and what stays."""

from datetime import UTC, datetime
from uuid import uuid4

import orjson

from services.contracts.applications import ApplicationDecided
from services.contracts.base import Event
from services.contracts.identity import TemporaryPasswordIssued
from services.kit.broker.envelopes import envelope
from services.kit.broker.integrators import integrators_url, public_part


def told_outside(event: Event) -> bytes:
    event_id, body = envelope(event, now=datetime.now(UTC), trace=None)
    told = public_part(f"{event.service()}.events", event.event_type(), event_id, body)
    return told.body if told else b""


def test_integrators_are_told_ids_and_states_and_not_for_which_benefit() -> None:
    application, member = uuid4(), uuid4()
    told = told_outside(
        ApplicationDecided(
            application_id=application,
            member_id=member,
            portal="agent",
            benefit_code="illness",
            outcome="approved",
            decided_at=datetime.now(UTC),
        )
    )

    event = orjson.loads(told)
    assert event["data"].keys() == {"application_id", "member_id", "portal", "outcome", "decided_at"}
    assert (event["type"], event["subject"], event["source"]) == (
        "application_decided",
        str(application),
        "/applications",
    )
    assert b"illness" not in told


def test_an_event_that_says_nothing_of_integrators_stays_inside() -> None:
    assert told_outside(TemporaryPasswordIssued(delivery_id=uuid4(), account_id=uuid4())) == b""


def test_an_event_that_this_version_does_not_know_stays_inside() -> None:
    body = orjson.dumps({"source": "/applications", "type": "application_sung", "data": {"application_id": "1"}})

    assert public_part("applications.events", "application_sung", "1", body) is None


def test_the_integrators_have_a_virtual_host_of_their_own_on_the_same_broker() -> None:
    assert integrators_url("amqps://offers:pass@broker:5671/house") == "amqps://offers:pass@broker:5671/integrators"
