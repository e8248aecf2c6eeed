import pytest

from services.contracts.actor import Actor
from services.contracts.identity import ChangePassword, GetResetLink, RequestPasswordReset, ResetPassword
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    LinkExpired,
    PasswordTooCommon,
    PasswordTooShort,
    PasswordUnchanged,
    TooManyAttempts,
    WrongCurrentPassword,
)
from services.identity.domain.accounts import Account
from services.identity.domain.second_factor import SecondFactor
from services.identity.handlers.change_password import change_password
from services.identity.handlers.get_reset_link import get_reset_link
from services.identity.handlers.request_password_reset import request_password_reset
from services.identity.handlers.reset_password import reset_password
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.glass import hashed, link_draft, proof
from tests.unit.identity.people import a_member, one_of_the_staff
from tests.unit.identity.visitor import logs_in

OLD, NEW = "lampadaire tortue violette", "quatorze biscuits bancals"


def change(identity: Identity, member: Account, current: str | None, new: str) -> None:
    session_id = next(iter(identity.sessions.known))
    in_force = identity.accounts.get(member.id).password_hash
    change_password(
        ChangePassword(current_password=current, new_password=new),
        proof(current or new, in_force, new),
        Actor(subject=str(member.id), session_id=session_id),
        identity.clock.now,
        identity.accounts,
        identity.secrets,
        identity.sessions,
        identity.attempts,
    )


def ask_for_reset(identity: Identity, **who: str) -> str:
    draft = link_draft()
    request_password_reset(
        RequestPasswordReset.model_validate(who),
        draft,
        1000,
        identity.clock.now,
        identity.accounts,
        identity.secrets,
        identity.attempts,
    )
    return identity.seal.link_token(draft.delivery_id)


def reset(identity: Identity, token: str, new: str = NEW) -> None:
    reset_password(
        ResetPassword(token=token, new_password=new),
        hashed(new),
        identity.clock.now,
        identity.accounts,
        identity.secrets,
        identity.sessions,
        identity.attempts,
        identity.seal,
    )


def test_changing_a_password_ends_every_other_session(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    for _ in range(3):
        logs_in(identity, member)
    change(identity, member, OLD, NEW)
    assert len(identity.sessions.open_ones(member.id)) == 1
    assert sorted(identity.told.types()) == ["password_changed", "session_revoked", "session_revoked"]
    assert logs_in(identity, member, NEW)


def test_a_wrong_current_password_is_counted_and_soon_made_to_wait(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    for _ in range(5):
        with pytest.raises(WrongCurrentPassword):
            change(identity, member, "a guess", NEW)
    with pytest.raises(TooManyAttempts):
        change(identity, member, OLD, NEW)


def test_an_open_session_is_not_enough_to_change_ones_own_password(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    with pytest.raises(CurrentPasswordRequired):
        change(identity, member, None, NEW)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [(OLD, PasswordUnchanged), ("too short", PasswordTooShort), ("Vasseur-Ines-1990", PasswordTooCommon)],
)
def test_a_bad_new_password_changes_nothing(identity: Identity, new: str, refusal: type[Exception]) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    with pytest.raises(refusal):
        change(identity, member, OLD, new)
    assert logs_in(identity, member)


def test_a_link_sets_a_password_once_and_ends_every_session(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    token = ask_for_reset(identity, cgos_number=member.cgos_number or "")
    reset(identity, token)
    assert not identity.sessions.open_ones(member.id)
    assert identity.told.types() == ["password_reset_requested", "password_changed", "acted", "session_revoked"]
    assert logs_in(identity, member, NEW)
    with pytest.raises(LinkExpired):
        reset(identity, token)


def test_a_link_says_whose_portal_it_is_and_no_longer_once_its_account_is_closed(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    query = GetResetLink(token=ask_for_reset(identity, email=officer.email))
    stores = identity.accounts, identity.secrets
    assert get_reset_link(query, identity.clock.now, *stores).portal == "staff"
    officer.closed_at = NOW
    with pytest.raises(LinkExpired):
        get_reset_link(query, identity.clock.now, *stores)


def test_a_refused_new_password_does_not_use_up_the_link(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    token = ask_for_reset(identity, cgos_number=member.cgos_number or "")
    with pytest.raises(PasswordTooShort):
        reset(identity, token, "too short")
    reset(identity, token)


def test_a_link_is_good_for_an_hour_and_a_newer_one_replaces_it(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    first = ask_for_reset(identity, cgos_number=member.cgos_number or "")
    second = ask_for_reset(identity, cgos_number=member.cgos_number or "")
    with pytest.raises(LinkExpired):
        reset(identity, first)
    identity.clock.wait(minutes=60)
    with pytest.raises(LinkExpired):
        reset(identity, second)


def test_a_bounce_locks_nobody_out_and_a_link_that_comes_back_clears_the_address(identity: Identity) -> None:
    identity.accounts.add(member := a_member(email_state="bounced"))
    reset(identity, ask_for_reset(identity, cgos_number=member.cgos_number or ""))
    assert logs_in(identity, member, NEW)
    assert identity.accounts.get(member.id).email_state == "verified"


@pytest.mark.parametrize(
    "not_theirs_to_reset",
    [{"activated_at": None, "password_hash": None}, {"closed_at": NOW}],
)
def test_no_link_is_sent_before_the_first_login_nor_for_an_account_that_was_closed(
    identity: Identity, not_theirs_to_reset: dict[str, object]
) -> None:
    identity.accounts.add(member := a_member(**not_theirs_to_reset))
    ask_for_reset(identity, cgos_number=member.cgos_number or "")
    assert not identity.told


def test_nothing_is_sent_for_who_is_unknown(identity: Identity) -> None:
    ask_for_reset(identity, cgos_number="87654321")
    ask_for_reset(identity, email="nobody@example.org")
    ask_for_reset(identity)
    assert not identity.told


def test_a_reset_forgives_the_mistakes_that_led_to_it(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    for _ in range(5):
        with pytest.raises(Exception, match="open nothing"):
            logs_in(identity, member, "a guess")
    reset(identity, ask_for_reset(identity, cgos_number=member.cgos_number or ""))
    assert logs_in(identity, member, NEW)


def test_a_reset_opens_no_session_and_leaves_the_second_factor_in_force(identity: Identity) -> None:
    factor = SecondFactor(sealed="closed JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    identity.accounts.add(officer := one_of_the_staff(second_factor=factor))
    reset(identity, ask_for_reset(identity, email="Officer@Example.org"))
    assert not identity.sessions.known
    assert identity.accounts.get(officer.id).second_factor.enrolled


def test_staff_whose_temporary_password_grew_old_start_with_a_link(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff(activated_at=None, password_hash=None))
    reset(identity, ask_for_reset(identity, email=officer.email))
    assert logs_in(identity, officer, NEW).must_enrol_totp
