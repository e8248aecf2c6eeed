"""Whatever opens a page by itself (a preview, a scanner of mail, a link on another site) changes nothing."""

import pytest

from services.contracts.actor import Role
from services.contracts.applications import MarkMessagesRead
from services.contracts.base import Command
from services.contracts.identity import EnrolTotp, IdentifySession
from tests.browser import benefits, scenes
from tests.gateway.pages.conftest import Reader
from tests.house.pages import ADDRESSES

pytestmark = pytest.mark.anyio

NAMED = {
    "portal": "agent",
    "code": benefits.AID,
    "application_id": scenes.REVIEWED,
    "document_id": scenes.DOCUMENT,
    "offer_id": scenes.DOCUMENT,
    "slot": "disability_certificate",
    "account_id": scenes.COLLEAGUE,
    "member_id": scenes.MEMBER,
    "rights_id": scenes.RIGHTS,
    "correction_id": scenes.CORRECTION,
    "thread_id": scenes.THREAD,
    "letter_code": scenes.LETTER_CODE,
    "act": "end-sessions",
}


@pytest.mark.parametrize("name", sorted(ADDRESSES))
async def test_opening_a_page_asks_no_command(reader: Reader, name: str) -> None:
    for portal in ("agent", "staff"):
        reader.sign_in(*Role, portal=portal)
    answer = await reader.go(ADDRESSES[name].format(**NAMED))
    assert answer.status_code in {200, 303, 401, 404}, answer.text  # 401: metrics; 404: an offer that is not furnished
    asked = {type(request) for request, _ in reader.bus.asked}
    assert {each for each in asked if issubclass(each, Command)} <= {IdentifySession}


@pytest.mark.parametrize(("portal", "role"), [("agent", Role.MEMBER), ("staff", Role.OFFICER)])
async def test_messages_are_read_once_their_reader_says_so(reader: Reader, portal: str, role: Role) -> None:
    here = f"/{portal}/applications/{scenes.REVIEWED}"
    reader.sign_in(role, portal=portal)
    await reader.go(here)
    assert reader.bus.count(MarkMessagesRead) == 0
    answer = await reader.send(f"{here}/messages/read")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here}#thread")
    assert reader.bus.last(MarkMessagesRead)[0].application_id == scenes.REVIEWED


async def test_a_second_factors_key_is_made_for_whoever_asks_for_it(reader: Reader) -> None:
    reader.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    assert "JBSW" not in (await reader.go("/staff/totp")).text
    assert "JBSW" in (await reader.send("/staff/totp")).text
    assert reader.bus.count(EnrolTotp) == 1


async def test_who_must_set_a_password_first_is_led_there(reader: Reader) -> None:
    reader.sign_in(Role.RESTRICTED, must_change_password=True)
    answer = await reader.go("/agent/totp")
    assert (answer.status_code, answer.headers["location"]) == (303, "/agent/set-password")
