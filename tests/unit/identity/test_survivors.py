"""A survivor's access: given for a member who died, narrow, and over by itself."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Role
from services.contracts.identity.refusals import BadCredentials, NotOneOfYours
from services.contracts.identity.survivors import (
    EndSurvivorAccess,
    GiveSurvivorAccess,
    SurvivorHasAccess,
    UnknownDeceased,
    UnknownSurvivor,
)
from services.identity.domain.accounts import Account
from services.identity.domain.departures import require_member_within_reach
from services.identity.domain.survivors import LASTS, require_survivor
from services.identity.handlers.end_due_survivor_accesses import end_due_survivor_accesses
from services.identity.handlers.end_survivor_access import end_survivor_access
from services.identity.handlers.give_survivor_access import give_survivor_access
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import hashed, link_draft
from tests.unit.identity.people import a_member, an_establishment, one_of_the_staff
from tests.unit.identity.visitor import OWN_PASSWORD, in_session, logs_in


class InMemorySurvivors:
    def __init__(self, identity: Identity) -> None:
        self._accounts = identity.accounts

    def member_within_reach(self, cgos_number: str) -> Account | None:
        return self._accounts.by_number(cgos_number)

    def get(self, survivor_id: UUID) -> Account:
        found = self._accounts.get(survivor_id)
        require_survivor(found)
        return found

    def has_open_access(self, deceased_id: UUID, email: str) -> bool:
        theirs = (one for one in self._accounts.known.values() if one.survives == deceased_id)
        return any(one.email == email and not one.is_closed for one in theirs)

    def due(self, now: datetime, limit: int) -> list[Account]:
        ends = ((one, one.access_ends_at) for one in self._accounts.known.values() if not one.is_closed)
        return [one for one, at in ends if at is not None and at <= now][:limit]


@pytest.fixture
def deceased(identity: Identity) -> Account:
    account = a_member()
    identity.accounts.add(account)
    return account


def stores(identity: Identity) -> Any:
    return identity.accounts, InMemorySurvivors(identity), identity.secrets, identity.sessions


def given(identity: Identity, number: str, **others: Any) -> Account:
    told = {"family_name": "Vasseur", "given_name": "Sacha", "email": "sacha@example.org", "relation": "spouse"}
    command = GiveSurvivorAccess.model_validate(told | others | {"deceased_number": number})
    return give_survivor_access(command, uuid4(), link_draft(), identity.clock.now, *stores(identity))


def test_an_access_is_the_survivors_own_for_a_year_and_the_account_of_the_deceased_is_closed(
    identity: Identity, deceased: Account
) -> None:
    logs_in(identity, deceased)
    theirs = in_session(identity, deceased)
    survivor = given(identity, deceased.cgos_number or "")
    assert (survivor.roles, survivor.survives) == ([Role.SURVIVOR], deceased.id)
    assert survivor.cgos_number not in {None, deceased.cgos_number}
    assert survivor.access_ends_at == identity.clock.now + LASTS
    assert survivor.may_log_in_first
    assert (survivor.birth_date, survivor.profession, survivor.postal_address) == (None, None, None)
    assert identity.accounts.get(deceased.id).is_closed
    assert not identity.sessions.get(theirs.session_id).is_open(identity.clock.now)
    with pytest.raises(BadCredentials):
        logs_in(identity, deceased)
    (told,) = [one for one in identity.told if one.event_type() == "number_reminder_requested"]
    assert told.model_dump()["account_id"] == survivor.id


def test_only_a_member_who_was_told_their_number_is_survived(identity: Identity, deceased: Account) -> None:
    survivor = given(identity, deceased.cgos_number or "")
    untold = a_member(cgos_number="10000025", communicated_at=None)
    identity.accounts.add(untold)
    for number in ("99999999", survivor.cgos_number or "", "10000025"):
        with pytest.raises(UnknownDeceased) as refused:
            given(identity, number, email="other@example.org")
        assert refused.value.errors[0].pointer == "/deceased_number"
    assert not identity.accounts.get(survivor.id).is_closed


def test_an_address_has_one_access_at_a_time_and_two_survivors_have_one_each(
    identity: Identity, deceased: Account
) -> None:
    number = deceased.cgos_number or ""
    first = given(identity, number)
    with pytest.raises(SurvivorHasAccess):
        given(identity, number)
    assert given(identity, number, email="child@example.org", relation="child").cgos_number != first.cgos_number
    end_survivor_access(EndSurvivorAccess(survivor_id=first.id), identity.clock.now, *stores(identity))
    assert given(identity, number).id != first.id


@pytest.mark.parametrize("by_itself", [False, True])
def test_an_access_that_ends_leaves_no_session_and_opens_no_more(
    identity: Identity, deceased: Account, by_itself: bool
) -> None:
    survivor = given(identity, deceased.cgos_number or "")
    survivor.set_password(hashed(OWN_PASSWORD), identity.clock.now)
    identity.accounts.save(survivor)
    identity.clock.wait(days=364, hours=23, minutes=50)
    end_due_survivor_accesses(identity.clock.now, *stores(identity))
    logs_in(identity, survivor)
    theirs = in_session(identity, survivor)
    if by_itself:
        identity.clock.wait(minutes=10)
        end_due_survivor_accesses(identity.clock.now, *stores(identity))
    else:
        end_survivor_access(EndSurvivorAccess(survivor_id=survivor.id), identity.clock.now, *stores(identity))
    assert identity.sessions.get(theirs.session_id).ended_at is not None
    with pytest.raises(BadCredentials):
        logs_in(identity, survivor)


def test_nobodys_account_but_a_survivors_is_ended_and_no_survivor_departs(
    identity: Identity, deceased: Account
) -> None:
    with pytest.raises(UnknownSurvivor):
        require_survivor(deceased)
    place = an_establishment()
    survivor = given(identity, deceased.cgos_number or "")
    actor = one_of_the_staff(roles=[Role.ESTABLISHMENT], establishments=[place.id]).actor()
    with pytest.raises(NotOneOfYours):
        require_member_within_reach(survivor, place, actor, frozenset({Role.ESTABLISHMENT}))
