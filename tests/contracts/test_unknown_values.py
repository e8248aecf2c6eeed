"""A list of values may grow in what we tell, because whoever reads it bears a value that it does not know."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from gateway.api.examples import example_of
from gateway.bus.wire import decode_reply
from services.contracts.base import EXTENSIBLE, Command, Event, Message, Query
from services.kit.broker.envelopes import envelope, open_envelope
from tests.architecture.promises import events, requests
from tests.contracts.newer import SOMETHING_NEW, as_a_newer_version_says

AnyRequest = Command[Any] | Query[Any]
TOLD = [*events(), *dict.fromkeys(request.reply_type() for request in requests())]


def renewed(models: Iterable[type[Message]]) -> list[Any]:
    """Those that list values, and an example of each in which every one of them is unknown."""
    examples = [(model, as_a_newer_version_says(model, example_of(model))) for model in models]
    return [pytest.param(model, told, id=model.__name__) for model, told in examples if SOMETHING_NEW in str(told)]


@pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)
def test_a_consumer_takes_an_event_with_values_that_it_does_not_know(event: type[Event]) -> None:
    _, body = envelope(event.model_validate(example_of(event)), now=datetime.now(UTC), trace=None)
    told = orjson.loads(body)
    told["data"] = as_a_newer_version_says(event, told["data"])
    received = open_envelope(orjson.dumps(told), event).event
    assert received.model_dump(mode="json") == told["data"]


@pytest.mark.parametrize("request_type", requests(), ids=lambda request: request.__name__)
def test_the_gateway_hands_on_a_reply_with_values_that_it_does_not_know(request_type: type[AnyRequest]) -> None:
    reply = request_type.reply_type()
    as_told_today = reply.model_validate(example_of(reply)).model_dump(mode="json")
    told = as_a_newer_version_says(reply, as_told_today)
    view = decode_reply(orjson.dumps({"result": told, "error": None}), request_type.model_construct())
    assert orjson.loads(view.model_dump_json()) == told


@pytest.mark.parametrize(("request_type", "asked"), renewed(requests()))
def test_what_we_are_asked_holds_no_value_that_we_do_not_know(request_type: type[AnyRequest], asked: Any) -> None:
    assert EXTENSIBLE not in str(request_type.model_json_schema())
    with pytest.raises(ValidationError):
        request_type.received(asked)


@pytest.mark.parametrize(("model", "told"), renewed(TOLD))
def test_what_is_made_here_holds_no_value_that_is_not_listed(model: type[Message], told: Any) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(told)
