"""What a password must be (docs/security.md 2)."""

import pytest

from services.contracts.identity.refusals import PasswordTooCommon, PasswordTooShort, PasswordUnchanged
from services.identity.domain.passwords import is_predictable, normalised, require_another, require_good_password

THEM = ["Vasseur", "Inès", "12345674", "ines.vasseur"]


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse12345",
        "M0t2P@sse!M0t2P@sse!",
        "passwordpassword",
        "azertyuiopqsdfgh",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "cgos-hopital-2026",
        "InesVasseur1990!!",
        "Vasseur12345674",
        "bonjour soleil paris",
        "poiuytrezapoiuyt",
        "infirmierehopital",
        "trustno1trustno1trustno1",
        "michaeljackson2026!",
        "12345678987654321",
    ],
)
def test_a_password_made_of_what_anybody_would_try_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        require_good_password(password, second_factor=False, known_about_them=THEM)


@pytest.mark.parametrize(
    "password",
    [
        "lampadaire tortue violette",
        "vélo rouge sous la pluie",
        "kZ7-plw9Qx2mVt4s",
        "quatorze biscuits bancals",
        "correct horse battery staple",
        "Ma tante chante faux le mardi",
    ],
)
def test_a_long_password_of_any_signs_is_good(password: str) -> None:
    require_good_password(password, second_factor=False, known_about_them=THEM)


def test_fifteen_characters_or_twelve_with_a_second_factor() -> None:
    with pytest.raises(PasswordTooShort) as refused:
        require_good_password("kZ7-plw9Qx2mVt", second_factor=False, known_about_them=[])
    assert refused.value.facts == {"shortest": 15}
    require_good_password("kZ7-plw9Qx2m", second_factor=True, known_about_them=[])
    with pytest.raises(PasswordTooShort):
        require_good_password("kZ7-plw9Qx2", second_factor=True, known_about_them=[])


def test_the_same_keys_make_the_same_password_on_every_device() -> None:
    assert normalised("ve\u0301lo") == normalised("v\u00e9lo")


def test_the_present_password_is_not_a_new_one() -> None:
    with pytest.raises(PasswordUnchanged):
        require_another("lampadaire tortue", "lampadaire tortue")


def test_short_names_do_not_eat_up_a_password() -> None:
    assert not is_predictable("quatorze biscuits bancals", ["Li", "Wu"])
