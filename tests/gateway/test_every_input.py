"""schemathesis sends what each schema allows and what it does not: never a 5xx, never an undeclared status."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gateway.api.examples import example_of
from gateway.app import create_app
from gateway.bus.wire import encode_body
from gateway.bus_port import CallContext
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.identity import IdentifySession
from tests.gateway.fake_bus import FakeBus

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


class AgreeableBus(FakeBus):
    """Answers every question with its example, once it has been through the encoding of the real one."""

    async def ask(self, request: Any, call: CallContext) -> Any:
        if isinstance(request, IdentifySession):
            return await super().ask(request, call)
        encode_body(request)
        return request.reply_type().model_validate(example_of(request.reply_type()))


BUS = AgreeableBus()
APP = create_app(GatewaySettings(environment="test", allowed_hosts="localhost, testserver"), BUS)
APP.state.streams.close()  # or a stream would never end
TOKENS = [BUS.sign_in(Role.MEMBER, expires_in=3600), BUS.sign_in(*Role, portal="staff", expires_in=3600)]

everything = schemathesis.openapi.from_dict(APP.openapi())
everything.app = APP
# The bytes of documents need a store: tests/gateway/test_documents.py.
schema = everything.exclude(path_regex="/content$")


@pytest.mark.filterwarnings("ignore")  # schemathesis' own: of Starlette's test client, of what it cannot generate
@pytest.mark.timeout(300)
@schema.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_input_is_too_much(case: schemathesis.Case[Any]) -> None:
    for token in TOKENS:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
