"""A second verified address: where letters and a forgotten password's link go while the first one takes none."""

import pytest

from services.contracts.actor import Actor
from services.contracts.identity.refusals import LinkExpired, SameAddress, WrongCurrentPassword
from services.contracts.identity.second_email import ChangeSecondEmail
from services.identity.domain.accounts import Account
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.change_second_email import change_second_email
from services.identity.handlers.remove_second_email import remove_second_email
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import link_draft, proof
from tests.unit.identity.people import a_member
from tests.unit.identity.visitor import OWN_PASSWORD, asks_for_address, confirms_address, in_session, logs_in

SECOND = "ines@exemple.net"


@pytest.fixture
def actor(identity: Identity) -> Actor:
    identity.accounts.add(member := a_member(email_state="verified"))
    logs_in(identity, member)
    logs_in(identity, member)
    return in_session(identity, member)


def asks(identity: Identity, actor: Actor, email: str = SECOND, password: str = OWN_PASSWORD) -> str:
    draft = link_draft()
    in_force = identity.accounts.get(actor.id).password_hash
    stores = identity.accounts, identity.secrets, identity.attempts, identity.seal
    command = ChangeSecondEmail(email=email, current_password=password)
    change_second_email(command, OwnProof(proof(password, in_force), None), draft, actor, identity.clock.now, *stores)
    return identity.seal.link_token(draft.delivery_id)


def account(identity: Identity, actor: Actor) -> Account:
    return identity.accounts.get(actor.id)


def test_it_counts_once_it_has_answered_and_ends_every_other_session(identity: Identity, actor: Actor) -> None:
    token = asks(identity, actor)
    asked = account(identity, actor)
    assert (asked.second_email, asked.pending_second_email) == (None, SECOND)
    confirms_address(identity, actor, token)
    confirmed = account(identity, actor)
    assert (confirmed.second_email, confirmed.pending_second_email) == (SECOND, None)
    assert confirmed.email == "ines.vasseur@example.org"
    assert [each.id for each in identity.sessions.open_ones(actor.id)] == [actor.session_id]
    assert "second_email_changed" in identity.told.types()
    with pytest.raises(LinkExpired):
        confirms_address(identity, actor, token)


def test_it_is_another_one_and_an_open_session_is_not_enough(identity: Identity, actor: Actor) -> None:
    with pytest.raises(SameAddress):
        asks(identity, actor, "Ines.Vasseur@example.org")
    with pytest.raises(WrongCurrentPassword):
        asks(identity, actor, password="une autre")
    assert account(identity, actor).pending_second_email is None


def test_asking_for_one_takes_away_no_link_that_waits_for_the_other(identity: Identity, actor: Actor) -> None:
    first = asks_for_address(identity, actor, "ines@example.com")
    asks(identity, actor)
    confirms_address(identity, actor, first)
    assert account(identity, actor).email == "ines@example.com"


def test_letters_go_there_only_while_the_first_one_takes_none(identity: Identity, actor: Actor) -> None:
    confirms_address(identity, actor, asks(identity, actor))
    member = account(identity, actor)
    assert member.address_for_reset(identity.clock.now) == member.email
    member.address_bounced()
    assert member.address_for_reset(identity.clock.now) == SECOND
    member.address_takes_mail_again()
    assert member.address_for_reset(identity.clock.now) == member.email


def test_it_is_removed_and_told(identity: Identity, actor: Actor) -> None:
    confirms_address(identity, actor, asks(identity, actor))
    identity.told.clear()
    for _ in range(2):
        remove_second_email(actor, identity.accounts)
    assert account(identity, actor).second_email is None
    assert identity.told.types() == ["second_email_changed"]
