"""Accounts that are changed and closed, over the bus: what was open ends, and the second of two comes too late."""

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from uuid import UUID, uuid4

import pyotp
import pytest
import sqlalchemy as sa

from services.contracts.actor import Role
from services.contracts.identity import (
    AssignNumber,
    ChangePassword,
    CloseStaffAccount,
    CommunicateNumber,
    ConfirmTotp,
    CreateStaffAccount,
    DisableMember,
    EnableMember,
    EnrolTotp,
    GetStaffAccount,
    ListMembers,
    ListNumberRequests,
    ListStaffAccounts,
    LogInStaff,
    RefreshSession,
    RejectNumberRequest,
    ReopenStaffAccount,
    RequestPasswordReset,
    ResetPassword,
    ResetStaffSecondFactor,
    Scope,
    SessionView,
    StaffAccountView,
    UpdateStaffAccount,
)
from services.contracts.identity.refusals import (
    BadCredentials,
    LastAdministrator,
    LinkExpired,
    NotYourOwnAccount,
    SecondPersonRequired,
    SessionEnded,
    UnknownNumberRequest,
    UnknownPerson,
)
from services.contracts.refusals import NotPermitted, Refusal
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.parts.caller import Caller
from tests.parts.house import House


@dataclass
class Colleague:
    id: UUID
    email: str
    session: SessionView
    actor: str
    totp_secret: str


def colleague(office: Office, *roles: Role, establishments: tuple[UUID, ...] = ()) -> Colleague:
    """Signed in, with a password and a second factor of their own."""
    email = f"{uuid4().hex[:12]}@example.org"
    scope = Scope(establishments=list(establishments))
    command = CreateStaffAccount(email=email, family_name="Roux", given_name="Paul", roles=list(roles), scope=scope)
    account: StaffAccountView = office.call(command, office.administrator)
    delivery = office.ear.hear("temporary_password_issued", account_id=account.id)["delivery_id"]
    temporary = office.collect(delivery).secret
    session: SessionView = office.call(LogInStaff(email=email, password=temporary))
    restricted = office.identify(session).assertion
    office.call(ChangePassword(current_password=temporary, new_password=OWN_PASSWORD), restricted)
    restricted = office.identify(session).assertion
    secret = office.call(EnrolTotp(), restricted).secret
    office.call(ConfirmTotp(code=pyotp.TOTP(secret).at(datetime.now(UTC))), restricted)
    return Colleague(account.id, email, session, office.identify(session).assertion, secret)


def refresh(office: Office, session: SessionView) -> SessionView:
    renewed: SessionView = office.call(RefreshSession(refresh_token=session.refresh_token or ""))
    return renewed


def reset_link(office: Office, account_id: UUID, **who: str) -> str:
    office.call(RequestPasswordReset.model_validate(who))
    return office.collect(office.ear.hear("password_reset_requested", account_id=account_id)["delivery_id"]).secret


def test_a_closed_account_loses_its_sessions_its_refresh_token_and_the_link_in_its_mailbox(office: Office) -> None:
    officer = colleague(office, Role.OFFICER)
    link = reset_link(office, officer.id, email=officer.email)
    closed = office.call(CloseStaffAccount(account_id=officer.id), office.administrator)
    assert (closed.state, closed.active) == ("closed", False)
    revoked = office.ear.hear("session_revoked", account_id=officer.id)
    assert revoked["session_id"]
    office.ear.hear("account_closed", account_id=officer.id, portal="staff")
    with pytest.raises(SessionEnded):
        office.identify(officer.session)
    with pytest.raises(SessionEnded):
        refresh(office, officer.session)
    with pytest.raises(LinkExpired):
        office.call(ResetPassword(token=link, new_password="quatorze biscuits bancals"))
    with pytest.raises(BadCredentials):
        office.call(LogInStaff(email=officer.email, password=OWN_PASSWORD, totp="000000"))
    reopened = office.call(ReopenStaffAccount(account_id=officer.id), office.administrator)
    assert (reopened.state, reopened.closed_at, reopened.totp_enrolled) == ("active", None, True)
    with pytest.raises(SessionEnded):
        office.identify(officer.session)


def test_two_administrators_who_close_each_other_at_once_leave_one(
    office: Office, house: House, identity_database: sa.Engine
) -> None:
    """Others that earlier tests made are closed first: of these two, one must stay."""
    one, other = colleague(office, Role.ADMINISTRATOR), colleague(office, Role.ADMINISTRATOR)
    with identity_database.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE accounts SET closed_at = now()"
                " WHERE 'administrator' = ANY(roles) AND closed_at IS NULL AND id NOT IN (:one, :other)"
            ),
            {"one": one.id, "other": other.id},
        )
    answers: list[object] = []

    def close(actor: str, account_id: UUID) -> None:
        caller = Caller(house.rabbitmq.url)
        try:
            answers.append(caller.call(CloseStaffAccount(account_id=account_id), actor=actor, key=uuid4().hex).state)
        except Refusal as refusal:
            answers.append(type(refusal))
        finally:
            caller.close()

    threads = [Thread(target=close, args=each) for each in ((one.actor, other.id), (other.actor, one.id))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == sorted(map(str, [LastAdministrator, "closed"]))


def test_rights_that_change_are_those_of_the_next_session(office: Office) -> None:
    officer = colleague(office, Role.OFFICER)
    seen = office.call(GetStaffAccount(account_id=officer.id), office.administrator)
    place = office.establishment()
    command = UpdateStaffAccount(
        account_id=officer.id,
        roles=[Role.OFFICER, Role.ESTABLISHMENT],
        scope=Scope(establishments=[place.id]),
        expected_version=seen.version,
    )
    changed = office.call(command, office.administrator)
    assert changed.roles == [Role.ESTABLISHMENT, Role.OFFICER]
    assert (changed.scope.establishments, changed.establishments) == ([place.id], [place])
    with pytest.raises(SessionEnded):
        office.identify(officer.session)
    office.ear.hear("staff_roles_changed", account_id=officer.id)
    listed = office.call(ListStaffAccounts(limit=100), office.administrator).items
    assert changed in listed
    with pytest.raises(NotPermitted):
        office.call(command, office.officer)


def test_an_account_with_two_roles_assigns_at_its_own_establishments_and_communicates_what_others_assigned(
    office: Office,
) -> None:
    here, there = office.establishment(), office.establishment()
    both = office.correspondent(here.id, also=frozenset({Role.OFFICER}))
    of_here, of_there = office.request(here.id), office.request(there.id)
    with pytest.raises(UnknownNumberRequest):
        office.call(AssignNumber(request_id=of_there), both)
    assigned = office.call(AssignNumber(request_id=of_here), both)
    assert assigned.next_steps == ["reject", "correct"]
    with pytest.raises(SecondPersonRequired):
        office.call(CommunicateNumber(request_id=of_here), both)
    office.call(AssignNumber(request_id=of_there), office.correspondent(there.id))
    assert office.call(CommunicateNumber(request_id=of_there), both).status == "communicated"
    assert office.call(CommunicateNumber(request_id=of_here), office.officer).status == "communicated"


def test_a_correspondent_of_two_establishments_finds_the_requests_of_both_and_of_no_third(office: Office) -> None:
    places = [office.establishment() for _ in range(3)]
    requests = [office.request(place.id) for place in places]
    both = office.correspondent(places[0].id, places[1].id)
    listed = office.call(ListNumberRequests(limit=100), both).items
    assert [request.id for request in listed] == requests[:2]
    assert [set(request.next_steps) - {"merge"} for request in listed] == [{"assign", "reject"}] * 2
    with pytest.raises(UnknownNumberRequest):
        office.call(RejectNumberRequest(request_id=requests[2], reason="Pas d'ici."), both)


def test_a_correspondent_whom_the_version_before_wrote_keeps_their_establishment(
    office: Office, identity_database: sa.Engine
) -> None:
    place = office.establishment()
    correspondent = colleague(office, Role.ESTABLISHMENT, establishments=(place.id,))
    with identity_database.begin() as connection:
        connection.execute(
            sa.text("UPDATE accounts SET establishments = NULL WHERE id = :id"), {"id": correspondent.id}
        )
    request_id = office.request(place.id)
    actor = office.identify(correspondent.session).assertion
    assert office.call(AssignNumber(request_id=request_id), actor).status == "assigned"
    seen = office.call(GetStaffAccount(account_id=correspondent.id), office.administrator)
    assert seen.scope.establishments == [place.id]


def test_a_second_factor_that_is_reset_is_enrolled_anew_before_anything_else(office: Office) -> None:
    officer = colleague(office, Role.OFFICER)
    reset = office.call(ResetStaffSecondFactor(account_id=officer.id), office.administrator)
    assert not reset.totp_enrolled
    with pytest.raises(SessionEnded):
        office.identify(officer.session)
    session = office.call(LogInStaff(email=officer.email, password=OWN_PASSWORD))
    assert office.identify(session).roles == [Role.RESTRICTED]


def test_nobody_closes_their_own_account(office: Office) -> None:
    administrator = colleague(office, Role.ADMINISTRATOR)
    with pytest.raises(NotYourOwnAccount):
        office.call(CloseStaffAccount(account_id=administrator.id), administrator.actor)


def test_a_disabled_member_signs_in_nowhere_and_is_found_by_their_number(office: Office) -> None:
    member = office.member()
    (found,) = office.call(ListMembers(cgos_number=f" {member.cgos_number} "), office.administrator).items
    assert (found.id, found.state) == (member.id, "active")
    disabled = office.call(DisableMember(member_id=member.id, reason="Téléphone volé."), office.administrator)
    assert (disabled.state, disabled.reason) == ("disabled", "Téléphone volé.")
    with pytest.raises(SessionEnded):
        refresh(office, member.session)
    with pytest.raises(BadCredentials) as refused:
        office.log_in(member.cgos_number, member.password)
    with pytest.raises(BadCredentials) as wrong:
        office.log_in(member.cgos_number, "not that one at all")
    assert refused.value.to_wire() == wrong.value.to_wire()
    enabled = office.call(EnableMember(member_id=member.id), office.administrator)
    assert (enabled.state, enabled.reason) == ("active", None)
    assert office.log_in(member.cgos_number, member.password)
    assert office.call(ListMembers(cgos_number="00000000"), office.administrator).items == []


def test_a_number_that_was_never_communicated_is_nobodys(office: Office) -> None:
    assigned = office.assigned()
    assert office.call(ListMembers(cgos_number=assigned.cgos_number or ""), office.administrator).items == []
    member_id = UUID(office.ear.hear("number_assigned", request_id=assigned.id)["member_id"])
    with pytest.raises(UnknownPerson):
        office.call(DisableMember(member_id=member_id, reason="Essai."), office.administrator)
