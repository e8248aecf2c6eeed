"""During an upgrade services may be newer than the gateway, and use words that it does not know."""

import re
from typing import Any

import httpx
import orjson
import pytest

from gateway.api.openapi import api_routes
from gateway.app import create_app
from gateway.bus.wire import decode_reply
from gateway.bus_port import CallContext
from gateway.settings import GatewaySettings
from services.contracts.actor import Role
from services.contracts.identity import IdentifySession
from tests.browser import benefits, pages, scenes
from tests.browser.furnished import furnish
from tests.contracts.newer import SOMETHING_NEW, as_a_newer_version_says
from tests.gateway.fake_bus import FakeBus
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
AN_ID = "5f0c2f0e-6d0b-4e59-8f3d-0a6a1c1f7a11"
SOMEBODYS = {"letter_code": scenes.LETTER_CODE, "application_id": str(scenes.REVIEWED), "code": benefits.AID}
ENDLESS = re.compile("/stream$|/content$")
READ = [
    str(route.path_format)
    for route in api_routes(create_app(GatewaySettings(environment="test")))
    if "GET" in (route.methods or ()) and not ENDLESS.search(str(route.path_format))
]


class NewerServices(FakeBus):
    async def ask(self, request: Any, call: CallContext) -> Any:
        told = (await super().ask(request, call)).model_dump(mode="json")
        if isinstance(request, IdentifySession):  # still somebody whom this gateway lets in
            told |= {"roles": [*told["roles"], SOMETHING_NEW], "language": SOMETHING_NEW}
        else:
            told = as_a_newer_version_says(request.reply_type(), told)
        return decode_reply(orjson.dumps({"result": told, "error": None}), request)


@pytest.fixture
def bus() -> FakeBus:
    return furnish(NewerServices())


async def test_every_page_shows_a_value_that_it_does_not_know(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    reader.sign_in(*Role, portal="staff")
    reader.client.headers["Accept-Language"] = "xx"  # then the session's language decides
    answers = {name: (await reader.go(path)).status_code for name, path in (pages.MEMBER | pages.STAFF).items()}
    assert {name: status for name, status in answers.items() if status != 200} == {}


async def test_a_state_that_has_no_label_shows_as_it_is(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    await reader.go("/agent/documents")
    assert SOMETHING_NEW in reader.text


async def test_every_answer_of_the_api_hands_on_a_value_that_it_does_not_know(
    client: httpx.AsyncClient, bus: FakeBus
) -> None:
    headers = {"Authorization": f"Bearer {bus.sign_in(*Role)}"}
    addresses = [re.sub("{([a-z_]+)}", lambda name: SOMEBODYS.get(name[1], AN_ID), path) for path in READ]
    assert len(addresses) > 20
    asked = {
        "cgos_number": "12345674",
        "year": "2026",
        "tax_notice_document_id": AN_ID,
        "token": "of-a-calendar",
    }  # without them nothing is found
    elsewhere = asked | {"to": AN_ID}  # nor without an establishment what a change to it would change
    params = {path: elsewhere if path.endswith("/establishment-change") else asked for path in addresses}
    answers = {path: (await client.get(path, params=params[path], headers=headers)).status_code for path in addresses}
    assert {address: status for address, status in answers.items() if status != 200} == {}
