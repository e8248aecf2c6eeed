"""Every event is in the catalogue with its schema, is heard by whom it names, and carries nothing of a person."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from deploy.native.blueprint import SERVICES
from deploy.rabbitmq.catalogue import of_the_house
from gateway.bus.events import HEARD
from services.contracts.acts import ActTold
from services.contracts.base import Event
from services.kit.events.dead_letters import queues_of_services
from tests.architecture.promises import events, methods

ROOT = Path(__file__).parents[2]
PERSONAL = re.compile(
    r"name|address|email$|phone|birth|income|amount|secret|password|token|body|text|filename|iban|number$"
)


def consumed() -> dict[type[Event], set[str]]:
    """Who consumes each event, the gateway included."""
    found: dict[type[Event], set[str]] = {}
    for heard in HEARD:
        found.setdefault(heard, set()).add("gateway")
    for name in SERVICES:
        for attribute in methods(name).values():
            for entrypoint in getattr(attribute, "nameko_entrypoints", ()):
                event = getattr(entrypoint, "event_type", None)
                if isinstance(event, type) and issubclass(event, Event):
                    found.setdefault(event, set()).add(name)
    return found


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_names_as_subscribers_exactly_those_who_consume_it(event: type[Event]) -> None:
    assert event.subscribers == consumed().get(event, set())
    assert event.subscribers or event.public


def test_each_consumer_is_named_for_its_event_for_by_that_name_the_broker_keeps_its_dead_letters() -> None:
    assert sorted(of_the_house().event_queues) == queues_of_services()


@pytest.mark.parametrize("event", [event for event in events() if event.public_fields], ids=lambda e: e.__name__)
def test_what_integrators_are_told_is_ids_and_states_that_say_nothing_of_health_money_or_papers(
    event: type[Event],
) -> None:
    about_a_person = {"member_id", "account_id", "owner_id", "application_id", "document_id"} & set(event.public_fields)
    assert next(iter(event.model_fields)) in event.public_fields  # the subject
    assert set(event.public_fields) <= event.model_fields.keys()
    telling = re.compile(r"benefit|kind|missing|items|reason|content_type|size|closes_on|about")
    assert not about_a_person or [name for name in event.public_fields if telling.search(name)] == []


@pytest.mark.parametrize("event", [event for event in events() if event.public], ids=lambda e: e.__name__)
def test_an_event_that_is_there_for_integrators_is_told_to_them(event: type[Event]) -> None:
    assert event.public_fields


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_an_event_has_a_schema_and_carries_ids_and_states_only(event: type[Event]) -> None:
    schema = event.model_json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]
    assert [name for name in event.model_fields if PERSONAL.search(name)] == []


@pytest.mark.parametrize("event", [one for one in events() if not issubclass(one, ActTold)], ids=lambda e: e.__name__)
def test_an_event_is_told_by_its_owner(event: type[Event]) -> None:
    """Acts are told by the kit: tests/architecture/test_acts.py."""
    sources = (ROOT / "services" / event.service()).rglob("*.py")
    assert any(re.search(rf"\b{event.__name__}\(", path.read_text()) for path in sources)
