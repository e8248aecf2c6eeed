"""An open session is not enough to keep an account (docs/security.md 19)."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest

from services.contracts.actor import Actor
from services.contracts.identity import CollectSecret
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    LinkExpired,
    SecondFactorAlreadyEnrolled,
    TooManyAttempts,
    WrongCode,
    WrongCurrentPassword,
)
from services.identity.domain.accounts import Account
from services.identity.domain.second_factor import SecondFactor
from services.identity.handlers.collect_secret import collect_secret
from tests.unit.identity.fakes import Identity
from tests.unit.identity.people import a_member, one_of_the_staff
from tests.unit.identity.test_changing_passwords import NEW, ask_for_reset, change, reset
from tests.unit.identity.visitor import (
    OWN_PASSWORD,
    asks_for_address,
    asks_for_factor,
    confirms_address,
    confirms_factor,
    in_session,
    logs_in,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OLD_ADDRESS, NEW_ADDRESS = "ines.vasseur@example.org", "ines@example.com"
PASSWORD = {"current_password": OWN_PASSWORD}


def signed_in(identity: Identity, **others: Any) -> tuple[Account, Actor]:
    identity.accounts.add(member := a_member(**others))
    logs_in(identity, member)
    return member, in_session(identity, member)


def with_factor(identity: Identity) -> tuple[Account, Actor, str]:
    """And a code that is good now."""
    identity.accounts.add(member := a_member(second_factor=SecondFactor(sealed=f"closed {SECRET}")))
    logs_in(identity, member, totp=pyotp.TOTP(SECRET).at(identity.clock.now))
    identity.clock.wait(seconds=60)
    return member, in_session(identity, member), pyotp.TOTP(SECRET).at(identity.clock.now)


CHANGES: dict[str, Callable[..., object]] = {
    "address": lambda identity, actor, **given: asks_for_address(identity, actor, NEW_ADDRESS, **given),
    "factor": asks_for_factor,
}
both = pytest.mark.parametrize("change_of", CHANGES)


@both
def test_a_session_alone_changes_neither_address_nor_factor(identity: Identity, change_of: str) -> None:
    member, actor = signed_in(identity)
    given = {"totp": ""}  # a field of the form that was left empty
    with pytest.raises(CurrentPasswordRequired) as refused:
        CHANGES[change_of](identity, actor, **given)
    assert [error.pointer for error in refused.value.errors] == ["/current_password"]
    assert identity.accounts.get(member.id).pending_email is None
    assert identity.accounts.get(member.id).second_factor.pending is None


@both
@pytest.mark.parametrize(
    ("given", "refusal", "pointer"),
    [
        ({"current_password": "a guess"}, WrongCurrentPassword, "/current_password"),
        ({"current_password": OWN_PASSWORD, "totp": "abcdef"}, WrongCode, "/totp"),
    ],
)
def test_what_is_wrong_is_named_counted_and_soon_made_to_wait(
    identity: Identity, change_of: str, given: dict[str, str], refusal: type[Exception], pointer: str
) -> None:
    _, actor = signed_in(identity)
    for _ in range(5):
        with pytest.raises(refusal) as refused:
            CHANGES[change_of](identity, actor, **given)
        assert [error.pointer for error in refused.value.errors] == [pointer]  # type: ignore[attr-defined]  # a Refusal
    for each in CHANGES.values():
        with pytest.raises(TooManyAttempts):
            each(identity, actor, **PASSWORD)
    with pytest.raises(TooManyAttempts):
        change(identity, identity.accounts.get(actor.id), OWN_PASSWORD, NEW)


@both
def test_a_code_of_the_present_factor_is_enough_and_good_once(identity: Identity, change_of: str) -> None:
    _, actor, code = with_factor(identity)
    CHANGES[change_of](identity, actor, totp=code)
    with pytest.raises(WrongCode):
        CHANGES[change_of](identity, actor, totp=code)


def test_a_password_alone_does_not_replace_a_factor(identity: Identity) -> None:
    member, actor, code = with_factor(identity)
    with pytest.raises(SecondFactorAlreadyEnrolled) as refused:
        asks_for_factor(identity, actor, **PASSWORD)
    assert [error.pointer for error in refused.value.errors] == ["/totp"]
    offered = asks_for_factor(identity, actor, totp=code).secret
    assert identity.accounts.get(member.id).second_factor.sealed == f"closed {SECRET}"
    confirms_factor(identity, actor, pyotp.TOTP(offered).at(identity.clock.now))
    assert identity.accounts.get(member.id).second_factor.sealed == f"closed {offered}"


def test_a_session_that_may_only_enrol_was_opened_with_the_password_and_is_not_asked_again(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    logs_in(identity, officer)
    first = in_session(identity, officer)
    logs_in(identity, officer)
    second = in_session(identity, officer)
    offered = asks_for_factor(identity, first).secret
    confirms_factor(identity, first, pyotp.TOTP(offered).at(identity.clock.now))
    with pytest.raises(SecondFactorAlreadyEnrolled):
        asks_for_factor(identity, second)


def changes_address(identity: Identity, actor: Actor, email: str = NEW_ADDRESS) -> None:
    confirms_address(identity, actor, asks_for_address(identity, actor, email))


def changes_factor(identity: Identity, actor: Actor) -> None:
    offered = asks_for_factor(identity, actor, **PASSWORD).secret
    confirms_factor(identity, actor, pyotp.TOTP(offered).at(identity.clock.now))


def changes_password(identity: Identity, actor: Actor) -> None:
    change(identity, identity.accounts.get(actor.id), OWN_PASSWORD, NEW)


DONE: dict[str, tuple[Callable[[Identity, Actor], None], list[str]]] = {
    "address": (changes_address, ["email_changed", "email_confirmed"]),
    "factor": (changes_factor, ["second_factor_changed"]),
    "password": (changes_password, ["password_changed"]),
}


@pytest.mark.parametrize("what", DONE)
def test_whoever_keeps_the_account_is_told_and_every_other_session_ends(identity: Identity, what: str) -> None:
    act, told = DONE[what]
    member, actor = signed_in(identity)
    for _ in range(2):
        logs_in(identity, member)
    act(identity, actor)
    assert [session.id for session in identity.sessions.open_ones(member.id)] == [actor.session_id]
    assert [each for each in identity.told.types() if each != "email_confirmation_requested"] == [
        *told,
        "session_revoked",
        "session_revoked",
    ]


@pytest.mark.parametrize("what", DONE)
def test_links_that_are_under_way_die_with_what_they_were_sent_for(identity: Identity, what: str) -> None:
    member, actor = signed_in(identity)
    reset_link = ask_for_reset(identity, cgos_number=member.cgos_number or "")
    address_link = asks_for_address(identity, actor, "another@example.com")
    DONE[what][0](identity, actor)
    assert identity.accounts.get(member.id).pending_email is None
    with pytest.raises(LinkExpired):
        reset(identity, reset_link)
    with pytest.raises(LinkExpired):
        confirms_address(identity, actor, address_link)


def test_a_reset_kills_the_change_of_address_that_somebody_else_began(identity: Identity) -> None:
    member, actor = signed_in(identity)
    address_link = asks_for_address(identity, actor, "a.thief@example.com")
    reset(identity, ask_for_reset(identity, cgos_number=member.cgos_number or ""))
    assert all(link.revoked_at for link in identity.secrets.recent(member.id, "email_confirmation"))
    with pytest.raises(LinkExpired):
        confirms_address(identity, actor, address_link)


def goes_to(identity: Identity, member: Account) -> tuple[str, bool]:
    """Where a link for a forgotten password goes now, and whether its mail says why it goes there."""
    ask_for_reset(identity, cgos_number=member.cgos_number or "")
    secret = identity.secrets.recent(member.id, "password_reset")[0]
    stores = identity.accounts, identity.secrets, identity.seal
    view = collect_secret(CollectSecret(delivery_id=secret.id), "a key", identity.clock.now, *stores)
    return view.email, view.former_address


def test_for_three_days_a_reset_goes_to_the_address_before(identity: Identity) -> None:
    member, actor = signed_in(identity)
    assert goes_to(identity, member) == (OLD_ADDRESS, False)
    changes_address(identity, actor)
    identity.clock.wait(hours=71, minutes=59)
    assert goes_to(identity, member) == (OLD_ADDRESS, True)
    identity.clock.wait(minutes=1)
    assert goes_to(identity, member) == (NEW_ADDRESS, False)


def test_another_change_on_top_does_not_push_the_owner_s_address_out(identity: Identity) -> None:
    member, actor = signed_in(identity)
    changes_address(identity, actor)
    identity.clock.wait(hours=48)
    changes_address(identity, actor, "ines@example.net")
    identity.clock.wait(hours=48)
    assert goes_to(identity, member) == (OLD_ADDRESS, True)
    identity.clock.wait(hours=24)
    assert goes_to(identity, member) == ("ines@example.net", False)


def test_whoever_lost_the_address_takes_the_account_back_from_the_one_before(identity: Identity) -> None:
    member, thief = signed_in(identity)
    changes_address(identity, thief, "a.thief@example.com")
    reset(identity, ask_for_reset(identity, cgos_number=member.cgos_number or ""))
    assert not identity.sessions.open_ones(member.id)
    logs_in(identity, member, NEW)
    owner = in_session(identity, member)
    token = asks_for_address(identity, owner, OLD_ADDRESS, current_password=NEW)
    confirms_address(identity, owner, token)
    identity.clock.wait(seconds=1)
    assert goes_to(identity, member) == (OLD_ADDRESS, False)
