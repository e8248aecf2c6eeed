"""Whatever was given is taken back (docs/security.md 21)."""

from uuid import UUID, uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.identity import (
    CloseStaffAccount,
    DisableMember,
    EnableMember,
    EndMemberSessions,
    EndStaffSessions,
    RefreshSession,
    ReopenStaffAccount,
    RequestPasswordReset,
    ResetStaffSecondFactor,
    Scope,
    UpdateStaffAccount,
)
from services.contracts.identity.refusals import (
    BadCredentials,
    EstablishmentRequired,
    LastAdministrator,
    NotAStaffRole,
    NotYourOwnAccount,
    SessionEnded,
    UnknownPerson,
)
from services.contracts.refusals import StaleVersion
from services.identity.domain.accounts import Account
from services.identity.domain.second_factor import SecondFactor
from services.identity.handlers.close_staff_account import close_staff_account
from services.identity.handlers.disable_member import disable_member
from services.identity.handlers.enable_member import enable_member
from services.identity.handlers.end_member_sessions import end_member_sessions
from services.identity.handlers.end_staff_sessions import end_staff_sessions
from services.identity.handlers.refresh_session import refresh_session
from services.identity.handlers.reopen_staff_account import reopen_staff_account
from services.identity.handlers.request_password_reset import request_password_reset
from services.identity.handlers.reset_staff_second_factor import reset_staff_second_factor
from services.identity.handlers.update_staff_account import update_staff_account
from tests.unit.identity.fakes import Identity, InMemoryEstablishments
from tests.unit.identity.glass import link_draft
from tests.unit.identity.people import a_member, an_establishment, one_of_the_staff
from tests.unit.identity.visitor import logs_in

HERE, THERE = an_establishment(), an_establishment("CHU de Valmont")


@pytest.fixture
def administrator(identity: Identity) -> Actor:
    account = one_of_the_staff(roles=[Role.ADMINISTRATOR], email="administrator@example.org")
    identity.accounts.add(account)
    return Actor(subject=str(account.id), portal="staff", roles=frozenset(account.roles))


@pytest.fixture
def colleague(identity: Identity) -> Account:
    account = one_of_the_staff(email="colleague@example.org")
    identity.accounts.add(account)
    return account


def close(identity: Identity, account_id: UUID, actor: Actor) -> None:
    command = CloseStaffAccount(account_id=account_id)
    close_staff_account(command, actor, identity.clock.now, identity.accounts, identity.secrets, identity.sessions)


def update(identity: Identity, account_id: UUID, actor: Actor, version: int | None = None, **changes: object) -> None:
    command = UpdateStaffAccount.model_validate({"account_id": account_id, "expected_version": version, **changes})
    places = InMemoryEstablishments(HERE, THERE)
    update_staff_account(command, actor, identity.accounts, places, identity.sessions)


def link_for(identity: Identity, account: Account) -> None:
    command = RequestPasswordReset(email=account.email, cgos_number=account.cgos_number)
    stores = identity.accounts, identity.secrets, identity.attempts
    request_password_reset(command, link_draft(), 1000, identity.clock.now, *stores)


def opens_anything(identity: Identity, account: Account) -> bool:
    return any(
        one.account_id == account.id and one.is_live(identity.clock.now) for one in identity.secrets.known.values()
    )


def test_a_closed_account_opens_no_more_by_any_way(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    session = logs_in(identity, colleague)
    link_for(identity, colleague)
    assert opens_anything(identity, colleague)
    close(identity, colleague.id, administrator)
    token = RefreshSession(refresh_token=session.refresh_token or "")
    with pytest.raises(SessionEnded):
        refresh_session(token, identity.clock.now, identity.sessions, identity.seal)
    with pytest.raises(BadCredentials):
        logs_in(identity, colleague)
    assert not opens_anything(identity, colleague)
    assert {"account_closed", "session_revoked"} <= set(identity.told.types())
    link_for(identity, colleague)
    assert not opens_anything(identity, colleague)


def test_a_closed_account_is_closed_once_and_opens_again_as_it_was(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    close(identity, colleague.id, administrator)
    closed_at = identity.accounts.get(colleague.id).closed_at
    identity.clock.wait(hours=1)
    close(identity, colleague.id, administrator)
    assert identity.accounts.get(colleague.id).closed_at == closed_at
    assert identity.told.types() == ["account_closed"]
    reopen_staff_account(ReopenStaffAccount(account_id=colleague.id), identity.accounts)
    assert logs_in(identity, colleague)


def test_nobody_takes_rights_from_themselves_nor_gives_themselves_any(identity: Identity, administrator: Actor) -> None:
    identity.accounts.add(one_of_the_staff(roles=[Role.ADMINISTRATOR], email="another@example.org"))
    stores = identity.accounts, identity.secrets, identity.sessions
    with pytest.raises(NotYourOwnAccount):
        close(identity, administrator.id, administrator)
    with pytest.raises(NotYourOwnAccount):
        update(identity, administrator.id, administrator, roles=["administrator", "officer"])
    with pytest.raises(NotYourOwnAccount):
        reset_staff_second_factor(ResetStaffSecondFactor(account_id=administrator.id), administrator, *stores)
    with pytest.raises(NotYourOwnAccount):
        end_staff_sessions(
            EndStaffSessions(account_id=administrator.id), administrator, identity.accounts, identity.sessions
        )


def test_the_last_administrator_is_neither_closed_nor_demoted(identity: Identity, administrator: Actor) -> None:
    """Of two who take each other's rights at once, the second comes too late; who was merely invited is none yet."""
    other = one_of_the_staff(roles=[Role.ADMINISTRATOR], email="other@example.org")
    invited = one_of_the_staff(roles=[Role.ADMINISTRATOR], email="invited@example.org", activated_at=None)
    for account in (other, invited):
        identity.accounts.add(account)
    close(identity, other.id, administrator)
    late = Actor(subject=str(other.id), portal="staff", roles=frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(LastAdministrator):
        close(identity, administrator.id, late)
    with pytest.raises(LastAdministrator):
        update(identity, administrator.id, late, roles=["officer"])
    update(identity, administrator.id, late, roles=["administrator", "officer"])
    close(identity, invited.id, administrator)


def test_roles_that_change_end_the_sessions_that_held_the_others(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    logs_in(identity, colleague)
    update(identity, colleague.id, administrator, roles=["finance"])
    assert identity.accounts.get(colleague.id).roles == [Role.FINANCE]
    assert identity.told.types() == ["acted", "session_revoked", "staff_roles_changed"]
    logs_in(identity, colleague)
    update(identity, colleague.id, administrator, roles=["finance"])
    assert identity.told.types() == ["acted", "session_revoked", "staff_roles_changed", "acted"], "only the login"


def test_a_scope_goes_with_the_role_of_the_correspondent(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    with pytest.raises(EstablishmentRequired):
        update(identity, colleague.id, administrator, roles=["establishment", "officer"])
    with pytest.raises(EstablishmentRequired):
        update(identity, colleague.id, administrator, scope={"establishments": [HERE.id]})
    both = {"establishments": [HERE.id, THERE.id]}
    update(identity, colleague.id, administrator, roles=["establishment", "officer"], scope=both)
    assert set(identity.accounts.get(colleague.id).establishments) == {HERE.id, THERE.id}
    update(identity, colleague.id, administrator, scope={"establishments": [THERE.id]})
    changed = identity.accounts.get(colleague.id)
    assert (changed.establishments, changed.establishment_id) == ([THERE.id], THERE.id)
    update(identity, colleague.id, administrator, roles=["officer"])
    left = identity.accounts.get(colleague.id)
    assert (left.establishments, left.establishment_id) == ([], None)
    with pytest.raises(NotAStaffRole):
        update(identity, colleague.id, administrator, roles=["member"])


def test_an_update_of_what_has_changed_since_is_refused(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    update(identity, colleague.id, administrator, version=colleague.version, roles=["finance"])
    with pytest.raises(StaleVersion):
        update(identity, colleague.id, administrator, version=colleague.version, roles=["officer"])


def test_a_second_factor_that_is_reset_leaves_no_session_and_no_link(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    link_for(identity, colleague)
    logs_in(identity, colleague)
    colleague.second_factor = SecondFactor("closed JBSWY3DPEHPK3PXP")
    identity.accounts.save(colleague)
    stores = identity.accounts, identity.secrets, identity.sessions
    reset_staff_second_factor(ResetStaffSecondFactor(account_id=colleague.id), administrator, *stores)
    assert not identity.sessions.open_ones(colleague.id)
    assert not opens_anything(identity, colleague)
    assert "second_factor_reset" in identity.told.types(), "who did not ask for it hears of it"
    assert logs_in(identity, colleague).must_enrol_totp


def test_a_disabled_member_is_answered_as_after_a_wrong_password_and_keeps_the_account(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    link_for(identity, member)
    with pytest.raises(BadCredentials) as wrong:
        logs_in(identity, member, "not that one at all")
    stores = identity.accounts, identity.secrets, identity.sessions
    command = DisableMember(member_id=member.id, reason="Téléphone volé.")
    disabled = disable_member(command, identity.clock.now, *stores)
    assert disabled.closed_reason == "Téléphone volé."
    with pytest.raises(BadCredentials) as refused:
        logs_in(identity, member)
    assert refused.value.to_wire() == wrong.value.to_wire()
    assert not identity.sessions.open_ones(member.id)
    assert not opens_anything(identity, member)
    link_for(identity, member)
    assert not opens_anything(identity, member)
    enable_member(EnableMember(member_id=member.id), identity.accounts)
    assert logs_in(identity, member)


def test_a_members_sessions_are_taken_away_and_nothing_else(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    logs_in(identity, member)
    end_member_sessions(EndMemberSessions(member_id=member.id), identity.accounts, identity.sessions)
    assert not identity.sessions.open_ones(member.id)
    assert logs_in(identity, member)


def test_members_and_staff_are_not_taken_for_each_other(
    identity: Identity, administrator: Actor, colleague: Account
) -> None:
    identity.accounts.add(member := a_member())
    unknown = a_member(cgos_number="10000009", communicated_at=None)
    identity.accounts.add(unknown)
    with pytest.raises(UnknownPerson):
        close(identity, member.id, administrator)
    with pytest.raises(UnknownPerson):
        update(identity, member.id, administrator, roles=["officer"])
    for somebody in (colleague.id, unknown.id, uuid4()):
        with pytest.raises(UnknownPerson):
            enable_member(EnableMember(member_id=somebody), identity.accounts)


def test_a_scope_names_a_bounded_number_of_establishments() -> None:
    with pytest.raises(ValueError, match="30"):
        Scope(establishments=[uuid4() for _ in range(31)])
