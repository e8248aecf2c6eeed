"""What a posted form is answered when it is refused: the same on every page."""

import json
from typing import Any

import pytest

from gateway.pages.posting import mendable
from services.contracts.actor import Role
from services.contracts.applications import DecideApplication, PostMessage, UnknownApplication
from services.contracts.base import Command
from services.contracts.identity import ChangeEmail, ConfirmTotp, CreateStaffAccount, RequestNumber
from services.contracts.identity.refusals import (
    BadCredentials,
    SecondFactorRequired,
    SessionEnded,
    TooManyAttempts,
    WrongPortal,
)
from services.contracts.refusals import (
    Conflict,
    Internal,
    Invalid,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    Refusal,
    StaleVersion,
    Throttled,
    TooLarge,
    Unavailable,
)
from tests.browser import scenes
from tests.gateway.fake_bus import FakeBus
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
INCOMPLETE = f"/agent/applications/{scenes.INCOMPLETE}"
REVIEWED = f"/staff/applications/{scenes.REVIEWED}"
FORMS: dict[str, tuple[str, str, str, type[Command[Any]], dict[str, str]]] = {
    "message": ("agent", INCOMPLETE, f"{INCOMPLETE}/messages", PostMessage, {"body": "kept-1"}),
    "e-mail": ("agent", "/agent/file", "/agent/file/email", ChangeEmail, {"email": "kept-1@exemple.fr"}),
    "account": ("staff", "/staff/accounts", "/staff/accounts", CreateStaffAccount, {"family_name": "kept-1"}),
    "decision": (
        "staff",
        REVIEWED,
        f"{REVIEWED}/decide",
        DecideApplication,
        {"outcome": "rejected", "reason": "kept-1"},
    ),
    "number": ("", "/number-request", "/number-request", RequestNumber, {"family_name": "kept-1"}),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "refusal", [Unavailable(retry_after=9), Invalid(), Throttled(retry_after=9)], ids=lambda r: r.code
)
async def test_a_refusal_that_can_be_mended_shows_the_form_again_with_what_was_typed(
    name: str, refusal: Refusal, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, page, action, command, typed = FORMS[name]
    if portal:
        roles = (Role.OFFICER, Role.ADMINISTRATOR) if portal == "staff" else (Role.MEMBER,)
        reader.sign_in(*roles, portal=portal)
    refuse(reader.bus, command, refusal, monkeypatch)
    await reader.go(page)
    answer = await reader.send(action, **typed)
    assert answer.status_code == refusal.status
    assert "kept-1" in answer.text
    assert answer.headers.get("retry-after") == ("9" if refusal.facts else None)


def refuse(bus: FakeBus, command: type[Command[Any]], refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the command is built from less than it needs, and by a service that is newer than its contract."""

    async def ask(request: Any, call: Any) -> Any:
        if isinstance(request, command):
            raise refusal
        return await FakeBus.ask(bus, request, call)

    monkeypatch.setattr(command, "model_validate", lambda _: command.model_construct())
    monkeypatch.setattr(bus, "ask", ask)


async def test_a_refusal_that_nothing_typed_can_mend_is_a_page_of_its_own(reader: Reader) -> None:
    reader.sign_in()
    reader.bus.answers[PostMessage] = UnknownApplication()
    await reader.go(INCOMPLETE)
    answer = await reader.send(f"{INCOMPLETE}/messages", body="Bonjour")
    assert answer.status_code == 404
    assert 'name="body"' not in answer.text


@pytest.mark.parametrize("kind", [Conflict, StaleVersion, TooLarge, Invalid, Throttled, TooManyAttempts, Unavailable])
def test_it_can_be_mended_by_changing_reading_again_or_waiting(kind: type[Refusal]) -> None:
    assert mendable(kind())


@pytest.mark.parametrize("kind", [BadCredentials, SecondFactorRequired, WrongPortal])
def test_it_can_be_mended_where_it_is_about_what_was_typed_to_sign_in(kind: type[Refusal]) -> None:
    assert mendable(kind())


@pytest.mark.parametrize("kind", [NotAuthenticated, SessionEnded, NotPermitted, NotFound, Internal])
def test_the_session_the_role_the_address_and_our_own_faults_are_not_the_forms(kind: type[Refusal]) -> None:
    assert not mendable(kind())


async def test_a_password_is_not_kept_through_a_sign_in(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent/set-password")
    form = reader.fields("/agent/set-password")
    reader.client.cookies.delete("__Host-agent", domain="gateway.local", path="/")
    typed = {"current_password": "secret-1", "new_password": "secret-2", "repeated": "secret-2", "other": "kept"}
    headers = {"Origin": "http://gateway"}
    reader.page = await reader.client.post("/agent/set-password", data=form | typed, headers=headers)
    assert json.loads(reader.fields("/agent/sign-in")["kept"]) == [["other", "kept"]]
    assert "secret" not in reader.page.text


async def test_a_form_that_is_shown_again_holds_no_password(reader: Reader) -> None:
    reader.bus.answers[ConfirmTotp] = TooManyAttempts(retry_after=3)
    reader.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    await reader.go("/staff/totp")
    await reader.send("/staff/totp")
    answer = await reader.send("/staff/totp/confirm", code="123456", password="secret-1")
    assert answer.status_code == 429
    assert "secret-1" not in answer.text
