"""A member's deadlines by a private address: made, replaced, revoked, and gone with the account."""

from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from services.contracts.applications import (
    DeadlinesView,
    GetDeadlines,
    GetDeadlinesToken,
    MakeDeadlinesToken,
    RevokeDeadlinesToken,
    SubmitApplication,
    UnknownDeadlinesToken,
)
from services.contracts.identity import AccountClosed, MemberErased
from tests.integration.applications.desk import Desk
from tests.parts.waiting import wait_for


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def calendar(desk: Desk, token_hash: str) -> DeadlinesView:
    """Without a session."""
    found: DeadlinesView = desk.caller.call(GetDeadlines(token_hash=token_hash))
    return found


def opens(desk: Desk, token_hash: str) -> bool:
    try:
        calendar(desk, token_hash)
    except UnknownDeadlinesToken:
        return False
    return True


def make(desk: Desk, member_id: UUID) -> str:
    made = hashed(uuid4().hex)
    desk.member(member_id, MakeDeadlinesToken(token_hash=made), language="en")
    return made


def test_an_address_opens_the_deadlines_of_its_member_until_it_is_replaced_or_revoked(desk: Desk) -> None:
    ana = uuid4()
    assert desk.member(ana, GetDeadlinesToken()).made_at is None
    first = make(desk, ana)
    unused = next(each for each in calendar(desk, first).items if each.code == "holidays")
    assert (unused.kind, unused.application_id) == ("unused", None)
    assert calendar(desk, first).language == "en"
    draft = desk.draft(ana)
    begun = next(each for each in calendar(desk, first).items if each.code == "holidays")
    assert (begun.kind, begun.uid, begun.application_id, begun.day) == ("draft", unused.uid, draft.id, unused.day)
    desk.member(ana, SubmitApplication(application_id=draft.id))
    assert next(each for each in calendar(desk, first).items if each.code == "holidays").kind == "incomplete"
    second = make(desk, ana)
    assert (opens(desk, first), opens(desk, second)) == (False, True)
    assert desk.member(ana, GetDeadlinesToken()).made_at is not None
    for _ in range(2):
        desk.member(ana, RevokeDeadlinesToken())
    assert not opens(desk, second)


@pytest.mark.parametrize("left", [AccountClosed, MemberErased])
def test_an_address_is_gone_with_the_account(desk: Desk, left: type[AccountClosed | MemberErased]) -> None:
    ana, other = uuid4(), uuid4()
    theirs, others = make(desk, ana), make(desk, other)
    desk.tell(AccountClosed(account_id=ana, portal="agent") if left is AccountClosed else MemberErased(member_id=ana))
    wait_for(lambda: not opens(desk, theirs), what="the address to be gone")
    assert opens(desk, others)
