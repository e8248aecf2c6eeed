from typing import Any

import pytest

from services.contracts.actor import Actor
from services.contracts.identity import CollectSecret
from services.contracts.identity.refusals import LinkExpired, TooManyAttempts
from services.contracts.notifications import EmailAcceptedAgain, EmailBounced
from services.identity.domain.accounts import Account
from services.identity.handlers.collect_secret import collect_secret
from services.identity.handlers.on_email_accepted_again import on_email_accepted_again
from services.identity.handlers.on_email_bounced import on_email_bounced
from tests.unit.identity.fakes import Identity
from tests.unit.identity.people import a_member
from tests.unit.identity.visitor import asks_for_address, confirms_address


def change(identity: Identity, member: Account, email: str = "ines@example.com") -> str:
    return asks_for_address(identity, Actor(subject=str(member.id)), email)


def confirm(identity: Identity, member: Account, token: str) -> None:
    confirms_address(identity, Actor(subject=str(member.id)), token)


def test_an_address_changes_only_once_the_new_one_has_answered(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    token = change(identity, member)
    asked = identity.accounts.get(member.id)
    assert (asked.email, asked.pending_email) == ("ines.vasseur@example.org", "ines@example.com")
    confirm(identity, member, token)
    changed = identity.accounts.get(member.id)
    assert (changed.email, changed.email_state, changed.pending_email) == ("ines@example.com", "verified", None)
    assert changed.previous_email == "ines.vasseur@example.org"
    assert identity.told.types() == ["email_confirmation_requested", "email_changed", "email_confirmed"]


def test_a_confirmation_is_good_once_for_the_last_address_asked_for_and_for_its_owner(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    identity.accounts.add(other := a_member(cgos_number="70000003"))
    first = change(identity, member)
    second = change(identity, member, "ines@example.net")
    for who, token in ((member, first), (other, second)):
        with pytest.raises(LinkExpired):
            confirm(identity, who, token)
    confirm(identity, member, second)
    with pytest.raises(LinkExpired):
        confirm(identity, member, second)


def test_nobody_uses_the_house_to_write_to_strangers_all_day(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    for _ in range(5):
        change(identity, member)
    with pytest.raises(TooManyAttempts):
        change(identity, member)


@pytest.mark.parametrize("about", ["email_confirmation_requested", "email_changed", "second_factor_reset_asked"])
def test_what_bounced_at_a_new_or_an_old_address_says_nothing_of_the_present_one(
    identity: Identity, about: str
) -> None:
    identity.accounts.add(member := a_member(email_state="verified"))
    event = EmailBounced.model_validate({"email_id": member.id, "account_id": member.id, "about": about})
    on_email_bounced(event, identity.clock.now, identity.requests, identity.accounts)
    assert identity.accounts.get(member.id).email_state == "verified"


def test_an_address_that_bounced_is_marked_until_it_is_confirmed_or_changed(identity: Identity) -> None:
    identity.accounts.add(member := a_member(email_state="verified"))
    event = EmailBounced.model_validate({"email_id": member.id, "account_id": member.id})
    on_email_bounced(event, identity.clock.now, identity.requests, identity.accounts)
    assert identity.accounts.get(member.id).email_state == "bounced"
    confirm(identity, member, change(identity, member, member.email))
    assert identity.accounts.get(member.id).email_state == "verified"
    assert "email_changed" not in identity.told.types()


@pytest.mark.parametrize(("before", "expected"), [({}, "verified"), ({"activated_at": None}, "unverified")])
def test_an_address_that_takes_mail_again_is_what_it_was_before_it_bounced(
    identity: Identity, before: dict[str, Any], expected: str
) -> None:
    identity.accounts.add(member := a_member(email_state="bounced", **before))
    event = EmailAcceptedAgain(email_id=member.id, account_id=member.id)
    on_email_accepted_again(event, identity.accounts)
    cleared = identity.accounts.get(member.id)
    on_email_accepted_again(event, identity.accounts)
    assert cleared.email_state == expected
    assert identity.accounts.get(member.id) == cleared


@pytest.mark.parametrize(("new", "marked"), [("ines.vasseur@example.org", True), ("ines@example.com", False)])
def test_a_secret_says_whether_the_address_that_it_goes_to_is_the_one_that_bounced(
    identity: Identity, new: str, *, marked: bool
) -> None:
    identity.accounts.add(member := a_member(email_state="bounced"))
    change(identity, member, new)
    [secret] = identity.secrets.recent(member.id, "email_confirmation")
    stores = identity.accounts, identity.secrets, identity.seal
    view = collect_secret(CollectSecret(delivery_id=secret.id), "a key", identity.clock.now, *stores)
    assert (view.email, view.email_bounced) == (new, marked)
