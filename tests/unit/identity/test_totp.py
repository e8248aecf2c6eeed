from datetime import timedelta

import pyotp

from services.identity.domain import totp
from tests.unit.identity.fakes import NOW

SECRET = totp.secret_from(b"twenty bytes exactly")


def test_codes_are_those_of_every_authenticator() -> None:
    assert totp.code_at(SECRET, totp.step_at(NOW)) == pyotp.TOTP(SECRET).at(NOW)


def test_a_code_is_good_one_step_before_and_after_and_no_longer() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    for seconds, good in ((-61, False), (-30, True), (0, True), (30, True), (61, False)):
        found = totp.matching_step(SECRET, code, NOW + timedelta(seconds=seconds), after=0)
        assert (found is not None) == good


def test_a_code_is_never_good_twice() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    step = totp.matching_step(SECRET, code, NOW, after=0)
    assert step is not None
    assert totp.matching_step(SECRET, code, NOW, after=step) is None


def test_spaces_in_a_code_do_not_matter_and_nonsense_is_no_code() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    assert totp.matching_step(SECRET, f"{code[:3]} {code[3:]}", NOW, after=0) is not None
    assert totp.matching_step(SECRET, "é²", NOW, after=0) is None


def test_the_enrolment_link_is_read_by_authenticators() -> None:
    read = pyotp.parse_uri(totp.otpauth_url(SECRET, "12345674"))
    assert isinstance(read, pyotp.TOTP)
    assert read.secret == SECRET
    assert read.name == "12345674"
