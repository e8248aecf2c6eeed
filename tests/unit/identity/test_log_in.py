import pyotp
import pytest

from services.contracts.identity import Acted, LogIn, LogInStaff, RequestFirstLogin
from services.contracts.identity.refusals import BadCredentials, SecondFactorRequired, TooManyAttempts, WrongPortal
from services.identity.domain.second_factor import SecondFactor
from services.identity.handlers.request_first_login import request_first_login
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import temporary_draft
from tests.unit.identity.people import a_member, one_of_the_staff
from tests.unit.identity.visitor import logs_in, tries

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def first_login(identity: Identity, number: str) -> str:
    draft = temporary_draft()
    request_first_login(
        RequestFirstLogin(cgos_number=number),
        draft,
        1000,
        identity.clock.now,
        identity.accounts,
        identity.secrets,
        identity.attempts,
    )
    return identity.seal.temporary_password(draft.delivery_id)


def test_the_right_password_in_the_right_portal_opens_a_session(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    assert (session.portal, session.expires_in, session.must_change_password) == ("agent", 600, False)
    assert session.refresh_token


def test_a_browser_gets_a_cookie_of_thirty_minutes_and_nothing_to_refresh(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member, channel="browser")
    assert (session.expires_in, session.refresh_token) == (1800, None)
    assert [token.kind for token in identity.sessions.tokens.values()] == ["cookie"]


def test_tokens_are_kept_as_fingerprints_only(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    assert session.access_token not in identity.sessions.tokens


def test_an_unknown_number_and_a_wrong_password_are_refused_alike_and_counted_alike(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    with pytest.raises(BadCredentials) as wrong:
        logs_in(identity, member, "not that one")
    with pytest.raises(BadCredentials) as unknown:
        tries(identity, LogIn(cgos_number="87654321", password="not that one", portal="agent"))
    assert wrong.value.to_wire() == unknown.value.to_wire()
    assert len(identity.attempts.failures) == 2


def test_the_wrong_portal_is_only_told_with_the_right_password(identity: Identity) -> None:
    identity.accounts.add(member := a_member(portal="medical"))
    with pytest.raises(BadCredentials):
        logs_in(identity, member, "not that one", portal="agent")
    with pytest.raises(WrongPortal) as refused:
        logs_in(identity, member, portal="agent")
    assert refused.value.facts == {"portal": "medical"}


def test_a_number_typed_with_spaces_is_the_same_number(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    number = member.cgos_number or ""
    typed = f" {number[:4]} {number[4:]} "
    assert tries(identity, LogIn(cgos_number=typed, password="lampadaire tortue violette", portal="agent"))


def test_a_closed_account_opens_nothing(identity: Identity) -> None:
    identity.accounts.add(member := a_member(closed_at=identity.clock.now))
    with pytest.raises(BadCredentials):
        logs_in(identity, member)


def test_a_stranger_who_guesses_waits_and_the_member_does_not(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member, source="10.1.0.0/16", device="her tablet")
    for _ in range(5):
        with pytest.raises(BadCredentials):
            logs_in(identity, member, "a guess", source="198.51.100.0/24")
    with pytest.raises(TooManyAttempts):
        logs_in(identity, member, source="198.51.100.0/24")
    assert logs_in(identity, member, source="10.1.0.0/16", device="her tablet")


def test_after_the_wait_the_right_password_opens_again(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    for _ in range(5):
        with pytest.raises(BadCredentials):
            logs_in(identity, member, "a guess")
    identity.clock.wait(seconds=1)
    assert logs_in(identity, member)


def test_a_temporary_password_works_for_an_hour_once_and_says_the_address_works(identity: Identity) -> None:
    identity.accounts.add(member := a_member(activated_at=None, password_hash=None))
    temporary = first_login(identity, member.cgos_number or "")
    identity.clock.wait(minutes=59)
    assert logs_in(identity, member, temporary).must_change_password
    assert identity.accounts.get(member.id).email_state == "verified"
    with pytest.raises(BadCredentials):
        logs_in(identity, member, temporary)

    grown_old = first_login(identity, member.cgos_number or "")
    identity.clock.wait(minutes=60)
    with pytest.raises(BadCredentials):
        logs_in(identity, member, grown_old)


def test_the_same_call_delivered_again_opens_one_session_and_not_two(identity: Identity) -> None:
    identity.accounts.add(member := a_member(activated_at=None, password_hash=None))
    temporary = first_login(identity, member.cgos_number or "")
    logs_in(identity, member, temporary, key="one call")
    logs_in(identity, member, temporary, key="one call")
    assert len(identity.sessions.open_ones(member.id)) == 1
    with pytest.raises(BadCredentials):
        logs_in(identity, member, temporary, key="another call")


def test_a_new_temporary_password_takes_the_place_of_the_last(identity: Identity) -> None:
    identity.accounts.add(member := a_member(activated_at=None, password_hash=None))
    first = first_login(identity, member.cgos_number or "")
    second = first_login(identity, member.cgos_number or "")
    with pytest.raises(BadCredentials):
        logs_in(identity, member, first)
    assert logs_in(identity, member, second)


def test_whoever_asks_again_and_again_does_not_take_the_last_one_away(identity: Identity) -> None:
    identity.accounts.add(member := a_member(activated_at=None, password_hash=None))
    issued = [first_login(identity, member.cgos_number or "") for _ in range(8)]
    assert identity.told.types().count("temporary_password_issued") == 5
    assert logs_in(identity, member, issued[4])


def test_an_active_member_gets_no_temporary_password(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    first_login(identity, member.cgos_number or "")
    assert not identity.told
    assert logs_in(identity, member)


def test_staff_without_a_second_factor_may_only_enrol_one(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    session = logs_in(identity, officer)
    assert session.must_enrol_totp
    (opened,) = identity.sessions.known.values()
    assert opened.restricted


def test_a_second_factor_is_asked_for_and_each_code_is_good_once(identity: Identity) -> None:
    factor = SecondFactor(sealed=f"closed {SECRET}")
    identity.accounts.add(officer := one_of_the_staff(second_factor=factor))
    code = pyotp.TOTP(SECRET).at(identity.clock.now)
    with pytest.raises(SecondFactorRequired):
        logs_in(identity, officer)
    with pytest.raises(BadCredentials):
        logs_in(identity, officer, totp="000000" if code != "000000" else "111111")
    assert not logs_in(identity, officer, totp=code).must_enrol_totp
    with pytest.raises(BadCredentials):
        logs_in(identity, officer, totp=code)


def test_a_wrong_password_is_never_told_apart_by_the_second_factor(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff(second_factor=SecondFactor(sealed=f"closed {SECRET}")))
    with pytest.raises(BadCredentials):
        logs_in(identity, officer, "not that one")


def test_a_members_address_is_not_a_staff_login(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    with pytest.raises(BadCredentials):
        tries(identity, LogInStaff(email=member.email, password="lampadaire tortue violette"))


def test_a_refused_sign_in_of_the_staff_is_told_alike_for_anybody(identity: Identity) -> None:
    """One event each: a row more for who has an account would tell, by its time, that they have one."""
    identity.accounts.add(staff := one_of_the_staff())
    for email in (staff.email, "nobody@example.org"):
        with pytest.raises(BadCredentials):
            tries(identity, LogInStaff(email=email, password="not that one"))
    told = [(one.act, one.object_id, one.actor_id) for one in identity.told if isinstance(one, Acted)]
    assert told == [("sign_in_refused", str(staff.id), None), ("sign_in_refused", None, None)]


def test_a_sign_in_of_the_staff_is_told_and_one_of_a_member_is_not(identity: Identity) -> None:
    identity.accounts.add(staff := one_of_the_staff())
    identity.accounts.add(member := a_member())
    for account in (staff, member):
        logs_in(identity, account)
        with pytest.raises(BadCredentials):
            logs_in(identity, account, "not that one")
    told = [(one.act, one.object_id) for one in identity.told if isinstance(one, Acted)]
    assert told == [("signed_in", str(staff.id)), ("sign_in_refused", str(staff.id))]
