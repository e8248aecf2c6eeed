"""A lost second factor: codes that stand in for it, and a reset that its owner may call off."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest

from services.contracts.actor import Actor
from services.contracts.identity import ResetMemberSecondFactor
from services.contracts.identity.recovery import KeepSecondFactor
from services.contracts.identity.refusals import (
    BadCredentials,
    LinkExpired,
    SecondFactorCodeRequired,
    SecondFactorNotEnrolled,
    TooManyAttempts,
    WrongCode,
)
from services.identity.domain.lost_factor import FACTOR_RESETS_WAIT
from services.identity.domain.reauthentication import OwnProof
from services.identity.domain.recovery_codes import HOW_MANY
from services.identity.domain.second_factor import OFFERED_FOR, SecondFactor
from services.identity.handlers.keep_second_factor import keep_second_factor
from services.identity.handlers.make_recovery_codes import make_recovery_codes
from services.identity.handlers.reset_due_second_factors import reset_due_second_factors
from services.identity.handlers.reset_member_second_factor import reset_member_second_factor
from tests.unit.identity.fakes import NOW, Identity
from tests.unit.identity.glass import link_draft, proof
from tests.unit.identity.people import a_member
from tests.unit.identity.test_keeping_an_account import PASSWORD, SECRET, signed_in, with_factor
from tests.unit.identity.visitor import OWN_PASSWORD, asks_for_factor, confirms_factor, in_session, logs_in


def makes_codes(identity: Identity, actor: Actor, code: str | None = None, password: str | None = None) -> list[str]:
    in_force = identity.accounts.get(actor.id).password_hash
    given = OwnProof(proof(password, in_force) if password else None, code)
    stores = identity.accounts, identity.attempts, identity.seal
    return make_recovery_codes(given, actor, identity.clock.now, *stores).codes


def test_a_recovery_code_stands_in_for_the_second_factor_once_however_it_is_typed(identity: Identity) -> None:
    member, actor, code = with_factor(identity)
    codes = makes_codes(identity, actor, code)
    assert len(set(codes)) == HOW_MANY
    assert not [each for each in codes if each in str(identity.accounts.get(member.id))], "only hashes are kept"
    typed = codes[0].lower().replace("-", " ")
    assert logs_in(identity, member, totp=typed)
    with pytest.raises(BadCredentials):
        logs_in(identity, member, totp=codes[0])
    assert len(identity.accounts.get(member.id).second_factor.recovery) == HOW_MANY - 1
    assert identity.told.types().count("recovery_codes_made") == identity.told.types().count("recovery_code_used") == 1


def test_a_new_set_revokes_the_one_before_and_another_factor_revokes_it_too(identity: Identity) -> None:
    member, actor, code = with_factor(identity)
    first = makes_codes(identity, actor, code)
    second = makes_codes(identity, actor, first[0])
    with pytest.raises(BadCredentials):
        logs_in(identity, member, totp=first[1])
    offered = asks_for_factor(identity, actor, totp=second[0]).secret
    confirms_factor(identity, actor, pyotp.TOTP(offered).at(identity.clock.now))
    with pytest.raises(BadCredentials):
        logs_in(identity, member, totp=second[1])


@pytest.mark.parametrize("given", [{}, {"password": OWN_PASSWORD}], ids=["a session", "a password"])
def test_neither_a_session_nor_a_password_makes_codes(identity: Identity, given: dict[str, str]) -> None:
    _, actor, _ = with_factor(identity)
    with pytest.raises(SecondFactorCodeRequired) as refused:
        makes_codes(identity, actor, **given)
    assert [error.pointer for error in refused.value.errors] == ["/totp"]


def test_guessed_codes_make_to_wait_and_without_a_factor_there_is_nothing_to_stand_in_for(identity: Identity) -> None:
    _, actor, _ = with_factor(identity)
    for _ in range(5):
        with pytest.raises(WrongCode):
            makes_codes(identity, actor, "AAAA-BBBB-CCCC-DDDD")
    with pytest.raises(TooManyAttempts):
        makes_codes(identity, actor, "AAAA-BBBB-CCCC-DDDD")
    identity.accounts.add(other := a_member(cgos_number="10000009"))
    logs_in(identity, other)
    with pytest.raises(SecondFactorNotEnrolled):
        makes_codes(identity, in_session(identity, other), "000000")


def test_the_same_secret_is_shown_until_it_is_confirmed_or_a_day_old(identity: Identity) -> None:
    _, actor = signed_in(identity)
    first = asks_for_factor(identity, actor, **PASSWORD).secret
    assert asks_for_factor(identity, actor, **PASSWORD).secret == first
    identity.clock.wait(seconds=OFFERED_FOR.total_seconds())
    other = asks_for_factor(identity, actor, **PASSWORD).secret
    assert other != first
    confirms_factor(identity, actor, pyotp.TOTP(other).at(identity.clock.now))


def asks_for_reset(identity: Identity, **others: Any) -> tuple[Any, list[str]]:
    """The member, and the token that each address is sent."""
    factor = SecondFactor(sealed=f"closed {SECRET}")
    identity.accounts.add(member := a_member(second_factor=factor, **others))
    drafts = [link_draft(), link_draft()]
    command, stores = ResetMemberSecondFactor(member_id=member.id), (identity.accounts, identity.secrets)
    for _ in range(2):
        reset_member_second_factor(command, drafts, identity.clock.now, *stores)
    return member, [identity.seal.link_token(draft.delivery_id) for draft in drafts]


def resets_what_is_due(identity: Identity) -> int:
    return reset_due_second_factors(identity.clock.now, identity.accounts, identity.secrets, identity.sessions)


def test_a_reset_takes_effect_after_three_days_and_both_addresses_are_told_once(identity: Identity) -> None:
    changed = {"previous_email": "before@example.org", "email_changed_at": NOW - timedelta(days=1)}
    member, _ = asks_for_reset(identity, **changed)
    told = [secret.email for secret in identity.secrets.known.values()]
    assert sorted(told) == ["before@example.org", member.email]
    assert identity.told.types() == ["second_factor_reset_asked"] * 2
    identity.clock.wait(seconds=FACTOR_RESETS_WAIT.total_seconds() - 1)
    assert resets_what_is_due(identity) == 0
    logs_in(identity, member, totp=pyotp.TOTP(SECRET).at(identity.clock.now))
    identity.clock.wait(seconds=1)
    assert resets_what_is_due(identity) == 1
    assert not identity.sessions.open_ones(member.id)
    assert logs_in(identity, member)
    assert resets_what_is_due(identity) == 0


def test_the_link_calls_a_reset_off_once_and_opens_nothing(identity: Identity) -> None:
    member, (token, _) = asks_for_reset(identity)
    keep = KeepSecondFactor(token=token)
    keep_second_factor(keep, identity.clock.now, identity.accounts, identity.secrets)
    identity.clock.wait(seconds=FACTOR_RESETS_WAIT.total_seconds())
    assert resets_what_is_due(identity) == 0
    assert identity.accounts.get(member.id).second_factor.enrolled
    assert not identity.sessions.known
    with pytest.raises(LinkExpired):
        keep_second_factor(keep, identity.clock.now, identity.accounts, identity.secrets)


def test_a_member_without_a_second_factor_is_asked_nothing(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    command = ResetMemberSecondFactor(member_id=member.id)
    with pytest.raises(SecondFactorNotEnrolled):
        reset_member_second_factor(command, [link_draft()], identity.clock.now, identity.accounts, identity.secrets)
