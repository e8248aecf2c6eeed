"""Signing in and out, the wrong portal, and a session that ends while somebody types."""

import re

import pytest

from services.contracts.actor import Role
from services.contracts.applications import SaveAnswers
from services.contracts.base import Done
from services.contracts.identity import (
    ChangePassword,
    ConfirmTotp,
    EnrolTotp,
    LogIn,
    LogInStaff,
    ResetPassword,
    SessionView,
)
from services.contracts.identity.refusals import BadCredentials, LinkExpired, ManyAreSigningIn, WrongCode, WrongPortal
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
DRAFT = f"/agent/applications/{scenes.DRAFT}"


async def test_a_member_signs_in_and_lands_on_their_home(reader: Reader) -> None:
    await reader.go("/agent/sign-in")
    answer = await reader.send("/agent/sign-in", cgos_number="12345674", password="une phrase bien longue")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/agent"
    assert "Bonjour Nadia" in (await reader.follow()).text
    asked, _ = reader.bus.last(LogIn)
    assert (asked.portal, asked.channel) == ("agent", "browser")


async def test_a_right_number_in_the_wrong_portal_is_shown_the_way(reader: Reader) -> None:
    reader.bus.answers[LogIn] = WrongPortal(portal="medical")
    await reader.go("/agent/sign-in")
    answer = await reader.send("/agent/sign-in", cgos_number="12345674", password="x")
    assert answer.status_code == 403
    assert 'href="/medical/sign-in"' in answer.text
    assert "espace du personnel médical" in reader.text


async def test_bad_credentials_keep_the_number_and_never_the_password(reader: Reader) -> None:
    reader.bus.answers[LogIn] = BadCredentials()
    await reader.go("/agent/sign-in")
    answer = await reader.send("/agent/sign-in", cgos_number="12345674", password="secret-du-jour")
    assert answer.status_code == 401
    assert 'value="12345674"' in answer.text
    assert "secret-du-jour" not in answer.text
    assert 'id="errors"' in answer.text


@pytest.mark.parametrize(
    "path", ["/agent/offers", "/medical/offers", f"/agent/offers/{scenes.DRAFT}", "/agent", "/staff"]
)
async def test_a_page_behind_a_sign_in_answers_401_with_the_way_in(reader: Reader, path: str) -> None:
    answer = await reader.go(path)
    assert answer.status_code == 401
    assert reader.fields(f"/{path.split('/')[1]}/sign-in")["next"] == path


async def test_after_signing_in_the_page_that_was_asked_for_opens(reader: Reader) -> None:
    await reader.go("/agent/offers?category=stays")
    answer = await reader.send("/agent/sign-in", cgos_number="12345674", password="x")
    assert answer.headers["location"] == "/agent/offers?category=stays"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/medical", "/agent//evil", "/agentevil"])
async def test_signing_in_never_leads_elsewhere(reader: Reader, target: str) -> None:
    await reader.go("/agent/sign-in")
    answer = await reader.send("/agent/sign-in", cgos_number="12345674", password="x", next=target)
    assert answer.headers["location"] == "/agent"


async def test_answers_typed_after_the_session_ended_are_kept_through_the_sign_in(reader: Reader) -> None:
    token = reader.sign_in()
    await reader.go(DRAFT)
    form = reader.fields(DRAFT)
    reader.bus.sign_out(token)
    reader.client.cookies.set("__Host-agent", token, domain="gateway.local", path="/")
    typed = {"answers/starts_on": "2026-07-05", "answers/children/0/given_name": "Lina & Zoé", "do": "save"}
    # The gateway remembers a session for some minutes: it hears of its end on the bus.
    reader.client._transport.app.state.sessions.forget_all()  # type: ignore[attr-defined]  # httpx hides its application
    reader.page = await reader.client.post(DRAFT, data=form | typed)
    assert reader.page.status_code == 401
    assert "Vos réponses sont gardées" in reader.text
    assert reader.bus.count(SaveAnswers) == 0

    await reader.send("/agent/sign-in", cgos_number="12345674", password="x")
    assert reader.page.status_code == 200
    answer = await reader.send(DRAFT)
    assert answer.status_code == 303
    saved, _ = reader.bus.last(SaveAnswers)
    assert saved.answers["starts_on"] == "2026-07-05"
    assert [child["given_name"] for child in saved.answers["children"]] == ["Lina & Zoé"]


async def test_a_form_sent_from_another_tab_after_signing_out_keeps_its_answers_too(reader: Reader) -> None:
    reader.sign_in()
    await reader.go(DRAFT)
    form = reader.fields(DRAFT)
    reader.client.cookies.delete("__Host-agent", domain="gateway.local", path="/")
    headers = {"Origin": "http://gateway"}
    reader.page = await reader.client.post(DRAFT, data=form | {"answers/starts_on": "2026-07-04"}, headers=headers)
    assert reader.page.status_code == 401
    assert "2026-07-04" in reader.fields("/agent/sign-in")["kept"]


async def test_another_sites_form_is_refused_and_nothing_of_it_is_shown(reader: Reader) -> None:
    reader.sign_in()
    answer = await reader.client.post(DRAFT, data={"answers/x": "attack"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "attack" not in answer.text


async def test_a_temporary_password_leads_to_setting_ones_own_before_anything_else(reader: Reader) -> None:
    reader.sign_in(Role.RESTRICTED, must_change_password=True)
    answer = await reader.go("/agent/documents")
    assert (answer.status_code, answer.headers["location"]) == (303, "/agent/set-password")
    reader.bus.answers[ChangePassword] = Done()
    await reader.go("/agent/set-password")
    new = "trois mots et un chat"
    answer = await reader.send("/agent/set-password", new_password=new, repeated=new)
    assert (answer.status_code, answer.headers["location"]) == (303, "/agent")


async def test_a_temporary_password_is_not_asked_for_twice_and_ones_own_is_asked_for(reader: Reader) -> None:
    reader.sign_in(Role.RESTRICTED, must_change_password=True)
    await reader.go("/agent/set-password")
    assert "current_password" not in reader.page.text
    reader.sign_in()
    await reader.go("/agent/set-password")
    assert 'name="current_password"' in reader.page.text


async def test_two_different_new_passwords_are_not_sent(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent/set-password")
    answer = await reader.send("/agent/set-password", current_password="x", new_password="un", repeated="deux")
    assert answer.status_code == 422
    assert reader.bus.count(ChangePassword) == 0
    assert 'href="#f-repeated"' in answer.text


async def test_opening_the_reset_link_consumes_nothing(reader: Reader) -> None:
    reader.bus.answers[ResetPassword] = Done()
    await reader.go("/reset-password?token=once")
    assert reader.bus.count(ResetPassword) == 0
    new = "trois mots et un chat"
    answer = await reader.send("/reset-password", new_password=new, repeated=new)
    assert answer.status_code == 303
    assert reader.bus.last(ResetPassword)[0].token == "once"


async def test_after_a_reset_one_signs_in_at_ones_own_portal(reader: Reader) -> None:
    reader.bus.answers[ResetPassword] = Done()
    await reader.go("/reset-password?token=once")
    new = "trois mots et un chat"
    answer = await reader.send("/reset-password", new_password=new, repeated="une autre")
    assert answer.status_code == 422
    answer = await reader.send("/reset-password", new_password=new, repeated=new)
    assert answer.headers["location"] == "/medical/sign-in"
    await reader.go("/reset-password?token=once")
    answer = await reader.send("/reset-password", new_password=new, repeated=new, leads_to="/evil.example")
    assert answer.headers["location"] == "/"


async def test_a_link_that_opens_nothing_says_so_before_anything_is_typed(reader: Reader) -> None:
    answer = await reader.go("/reset-password?token=used")
    assert answer.status_code == 422
    assert "Ce lien ne sert plus" in reader.text
    assert "new_password" not in answer.text
    assert 'href="/forgotten-password"' in answer.text


async def test_a_link_that_ran_out_while_the_form_was_filled_in_asks_for_no_more(reader: Reader) -> None:
    reader.bus.answers[ResetPassword] = LinkExpired()
    await reader.go("/reset-password?token=once")
    answer = await reader.send("/reset-password", new_password="trois mots", repeated="trois mots")
    assert answer.status_code == 422
    assert "Ce lien ne sert plus" in reader.text
    assert "new_password" not in answer.text


async def test_staff_without_a_second_factor_enrol_first(reader: Reader) -> None:
    view = {"must_change_password": False, "must_enrol_totp": True, "portal": "staff", "refresh_token": None}
    token = reader.bus.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    reader.bus.answers[LogInStaff] = SessionView.model_validate(view | {"access_token": token, "expires_in": 1800})
    await reader.go("/staff/sign-in")
    await reader.send("/staff/sign-in", email="odile@exemple.fr", password="x")
    assert reader.page.headers["location"] == "/staff/totp"
    await reader.follow()
    assert reader.bus.count(EnrolTotp) == 0
    assert "JBSW Y3DP" in (await reader.send("/staff/totp")).text
    assert (await reader.go("/staff/requests")).headers["location"] == "/staff/totp"


async def test_the_key_of_a_second_factor_is_drawn_for_a_phone_to_read(reader: Reader) -> None:
    reader.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    await reader.go("/staff/totp")
    await reader.send("/staff/totp")
    drawn = re.search(r'<div class="qr" role="img" aria-label="[^"]+"><svg viewBox="0 0 (\d+) \1"', reader.page.text)
    assert drawn
    assert (int(drawn[1]) - 2 * 4 - 17) % 4 == 0  # modules of a side, beside the quiet zone: 17 and four a version


async def test_an_address_too_long_for_a_code_is_shown_without_one(reader: Reader) -> None:
    reader.bus.answers[ConfirmTotp] = WrongCode()
    reader.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    await reader.go("/staff/totp")
    await reader.send("/staff/totp")
    answer = await reader.send("/staff/totp/confirm", code="123456", otpauth_url="otpauth://" + "a" * 5000)
    assert answer.status_code in {401, 422}
    assert 'class="qr"' not in answer.text
    assert "JBSW Y3DP" in answer.text


async def test_signing_out_forgets_the_cookie_and_says_so(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent")
    await reader.send("/agent/sign-out")
    assert "__Host-agent" not in reader.client.cookies
    await reader.follow()
    assert "Votre session est fermée" in reader.text
    await reader.go("/")
    assert "Votre session est fermée" not in reader.text


async def test_in_a_rush_of_logins_the_page_says_when_to_try_again_and_keeps_the_number(reader: Reader) -> None:
    reader.bus.answers[LogIn] = ManyAreSigningIn(retry_after=7)
    await reader.go("/agent/sign-in")
    answer = await reader.send(
        "/agent/sign-in", cgos_number="12345674", password="secret-du-jour", next="/agent/offers"
    )
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "7"
    assert "Réessayez dans 7 s" in reader.text
    assert 'value="12345674"' in answer.text
    assert reader.fields("/agent/sign-in")["next"] == "/agent/offers"
    assert "secret-du-jour" not in answer.text


async def test_signing_out_clears_what_the_browser_kept(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent")
    answer = await reader.send("/agent/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


async def test_every_cookie_is_of_this_host_alone_and_kept_from_scripts(reader: Reader) -> None:
    answers = [
        await reader.go("/agent/sign-in?lang=en"),
        await reader.send("/agent/sign-in", cgos_number="12345674", password="une phrase bien longue"),
        await reader.follow(),
        await reader.send("/agent/sign-out"),
        await reader.follow(),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names == {"__Host-visitor", "__Host-language", "__Host-agent", "__Host-device", "__Host-flash"}
    assert [
        one for one in cookies if not {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(one.split("; "))
    ] == []
    assert [one for one in cookies if "domain" in one.lower()] == []
