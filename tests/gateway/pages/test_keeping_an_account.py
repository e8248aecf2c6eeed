"""What keeps an account asks who it is again, says why, and keeps what was typed (docs/security.md 19)."""

import pytest

from services.contracts.actor import Role
from services.contracts.base import Done
from services.contracts.identity import ChangeEmail, ConfirmTotp, EnrolTotp, GetMe, MeView
from services.contracts.identity.refusals import CurrentPasswordRequired, WrongCode, WrongCurrentPassword
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio


def has_a_factor(reader: Reader) -> None:
    me = reader.bus.answers[GetMe]
    assert isinstance(me, MeView)
    reader.bus.answers[GetMe] = me.model_copy(update={"totp_enrolled": True})


def asks_for(reader: Reader) -> set[str]:
    return {name for name in ("current_password", "totp") if f'name="{name}"' in reader.page.text}


async def test_a_new_address_goes_with_the_password(reader: Reader) -> None:
    reader.bus.answers[ChangeEmail] = Done()
    reader.sign_in()
    await reader.go("/agent/file")
    assert asks_for(reader) == {"current_password"}
    assert "trouvant votre session ouverte" in reader.text
    answer = await reader.send("/agent/file/email", email="nadia@exemple.org", current_password=" avec espaces ")
    assert answer.status_code == 303
    asked, _ = reader.bus.last(ChangeEmail)
    assert (asked.email, asked.current_password, asked.totp) == ("nadia@exemple.org", " avec espaces ", None)


@pytest.mark.parametrize("refusal", [CurrentPasswordRequired, WrongCurrentPassword])
async def test_a_missing_or_wrong_password_is_named_at_its_field_and_the_address_kept(
    reader: Reader, refusal: type[CurrentPasswordRequired | WrongCurrentPassword]
) -> None:
    reader.bus.answers[ChangeEmail] = refusal.at("/current_password", "no")
    reader.sign_in()
    await reader.go("/agent/file")
    answer = await reader.send("/agent/file/email", email="nadia@exemple.org")
    assert answer.status_code == 422
    assert 'href="#f-current_password"' in answer.text
    assert 'value="nadia@exemple.org"' in answer.text


async def test_opening_the_page_of_the_second_factor_makes_no_key(reader: Reader) -> None:
    reader.sign_in()
    await reader.go("/agent/totp")
    assert asks_for(reader) == {"current_password"}
    assert reader.bus.count(EnrolTotp) == 0
    await reader.send("/agent/totp", current_password="une phrase bien longue")
    assert "JBSW Y3DP" in reader.text
    assert reader.bus.last(EnrolTotp)[0].current_password == "une phrase bien longue"


async def test_a_factor_is_replaced_with_a_code_of_the_present_one(reader: Reader) -> None:
    has_a_factor(reader)
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff/security")
    assert 'href="/staff/totp"' in reader.page.text
    await reader.go("/staff/totp")
    assert asks_for(reader) == {"totp"}
    await reader.send("/staff/totp", totp="492039")
    assert reader.bus.last(EnrolTotp)[0].totp == "492039"


async def test_a_wrong_code_shows_the_same_question_again(reader: Reader) -> None:
    has_a_factor(reader)
    reader.bus.answers[EnrolTotp] = WrongCode.at("/totp", "no")
    reader.sign_in()
    await reader.go("/agent/totp")
    answer = await reader.send("/agent/totp", totp="000000")
    assert answer.status_code == 422
    assert 'href="#f-totp"' in answer.text
    assert asks_for(reader) == {"totp"}


async def test_who_just_signed_in_to_enrol_a_factor_is_asked_nothing_more(reader: Reader) -> None:
    reader.bus.answers[ConfirmTotp] = Done()
    reader.sign_in(Role.RESTRICTED, portal="staff", must_enrol_totp=True)
    await reader.go("/staff/totp")
    assert asks_for(reader) == set()
    await reader.send("/staff/totp")
    answer = await reader.send("/staff/totp/confirm", code="123 456")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    assert reader.bus.last(ConfirmTotp)[0].code == "123456"
