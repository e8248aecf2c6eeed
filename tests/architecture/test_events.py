"""Every event is in the catalogue with its schema, is heard by somebody or public, and carries nothing of a person."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from deploy.native.blueprint import SERVICES
from services.contracts.base import Event
from tests.architecture.promises import events, service_class

ROOT = Path(__file__).parents[2]
PERSONAL = re.compile(
    r"name|address|email$|phone|birth|income|amount|secret|password|token|body|text|filename|iban|number$"
)


def consumed() -> set[tuple[str, str]]:
    """(source, event type) of every consumer of ours, and what the gateway listens to."""
    found = {("identity", "session_revoked"), ("notifications", "notification_created")}
    for name in SERVICES:
        for attribute in vars(service_class(name)).values():
            for entrypoint in getattr(attribute, "nameko_entrypoints", ()):
                event = getattr(entrypoint, "event_type", None)
                if isinstance(event, type) and issubclass(event, Event):
                    found.add((event.service(), event.event_type()))
    return found


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_has_a_consumer_or_is_marked_public(event: type[Event]) -> None:
    assert event.public or (event.service(), event.event_type()) in consumed()


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_has_a_schema_and_carries_ids_and_states_only(event: type[Event]) -> None:
    schema = event.model_json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]
    assert [name for name in event.model_fields if PERSONAL.search(name)] == []


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_is_told_by_its_owner(event: type[Event]) -> None:
    sources = (ROOT / "services" / event.service()).rglob("*.py")
    assert any(re.search(rf"\b{event.__name__}\(", path.read_text()) for path in sources)
