"""The OpenAPI document is true: of every answer that the running stack gives, and of its own examples."""

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator, FormatChecker
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.journeys.access_table import TABLE
from tests.journeys.belongings import Belongings
from tests.journeys.cast import Cast
from tests.journeys.stack import RunningStack

DOCUMENT: dict[str, Any] = create_app(GatewaySettings(environment="test")).openapi()
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ELSEWHERE = {"X-Forwarded-For": "198.51.100.7"}
"""The throttling of those who try passwords at random is not that of the other tests."""
ENDLESS = "/notifications/stream$"
ENDING = "/auth/logout$"
"""Would sign the caller out."""

schema = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex=ENDLESS).exclude(path_regex=ENDING)


@pytest.fixture(scope="module")
def callers(cast: Cast) -> Belongings:
    """A member of this module's own, for what is sent here is sent in earnest."""
    return Belongings(cast)


@pytest.mark.filterwarnings("ignore")  # schemathesis' own, of what it cannot generate
@pytest.mark.timeout(300)
@schema.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_of_the_stack_is_as_documented(case: schemathesis.Case[Any], callers: Belongings) -> None:
    people = [callers.cast.named(name) for name in who_may(case.operation.definition.raw["operationId"])]
    for person in people:
        send(case, person.gateway, person.headers)
    ids = [name for name in case.path_parameters or {} if name.endswith("_id") and name != "session_id"]
    for name in ids:
        case.path_parameters[name] = callers.named(KNOWN[name])
        for person in people:
            send(case, person.gateway, person.headers)


def who_may(operation: str) -> list[str]:
    """One of each kind. Who may not is the matter of the access matrix."""
    callers = TABLE[operation].callers
    if "visitor" in callers:
        return ["visitor"]
    kinds = ("agent_a", "officer", "correspondent", "catalogue", "administrator")
    return [name for name in kinds if name in callers][:2]


KNOWN = {
    "application_id": "application",
    "document_id": "document",
    "thread_id": "thread",
    "notification_id": "notification",
    "offer_id": "offer",
    "request_id": "asked",
    "account_id": "colleague",
    "rights_id": "rights",
    "member_id": "departed",
    "export_id": "export",
    "erasure_id": "erasure",
    "correction_id": "correction",
    "letter_code": "letter",
    "decision_correction_id": "decision_correction",
    "departure_id": "departure",
    "survivor_id": "survivor",
}
"""Ids that are somebody's: at random, nobody finds one."""


def send(case: schemathesis.Case[Any], gateway: str, headers: dict[str, str]) -> None:
    for again in (True, False):
        answer = case.call(base_url=gateway, headers=headers | ELSEWHERE, timeout=20)
        if answer.status_code != 503 or not again:  # a busy machine may be late once
            break
    case.validate_response(answer, checks=CHECKS)


def test_the_stack_serves_this_very_document(running_stack: RunningStack) -> None:
    assert httpx.get(f"{running_stack.gateway}/api/v1/openapi.json", timeout=20, trust_env=False).json() == DOCUMENT


def test_the_stream_of_notifications_is_as_documented(cast: Cast) -> None:
    address = f"{cast.stack.gateway}/api/v1/notifications/stream"
    with httpx.stream("GET", address, headers=cast.agent_a.headers, timeout=20) as answer:
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/event-stream")
        assert next(answer.iter_lines()).startswith("retry:")
    refused = httpx.get(address, timeout=20, trust_env=False)
    assert (refused.status_code, refused.headers["content-type"]) == (401, "application/problem+json")


def contents() -> list[tuple[str, dict[str, Any]]]:
    """Every body of every request and answer that is JSON."""
    found = []
    for methods in DOCUMENT["paths"].values():
        for operation in methods.values():
            bodies = {"request": operation.get("requestBody", {})} | operation["responses"]
            for place, body in bodies.items():
                for kind, content in body.get("content", {}).items():
                    if kind in {"application/json", "application/problem+json"}:
                        found.append((f"{operation['operationId']} {place}", content))
    return found


@pytest.mark.parametrize(("name", "content"), contents(), ids=[name for name, _ in contents()])
def test_every_body_has_an_example_and_its_schema_takes_it(name: str, content: dict[str, Any]) -> None:
    described = {**content["schema"], "components": DOCUMENT["components"]}
    validator = Draft202012Validator(described, format_checker=FormatChecker())
    examples = [content["example"]] if "example" in content else [one["value"] for one in content["examples"].values()]
    assert examples, name
    for example in examples:
        validator.validate(example)
