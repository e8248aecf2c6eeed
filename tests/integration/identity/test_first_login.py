"""A temporary password, once and for an hour (docs/security.md 1)."""

import pytest

from services.contracts.actor import Role
from services.contracts.identity import ChangePassword, GetMe, LogIn, RequestFirstLogin, UpdateMe
from services.contracts.identity.refusals import (
    BadCredentials,
    CurrentPasswordRequired,
    LinkExpired,
    PasswordUnchanged,
    SecretAlreadyCollected,
    WrongPortal,
)
from services.contracts.refusals import NotPermitted
from tests.integration.identity.office import OWN_PASSWORD, Office


def test_a_member_gets_a_number_then_a_temporary_password_then_their_own(office: Office) -> None:
    member_id, number = office.communicated()
    temporary = office.temporary_password(member_id, number)
    assert len(temporary) == 20
    assert temporary.isalnum()

    session = office.log_in(number, temporary)
    restricted = office.identify(session)
    assert session.must_change_password
    assert restricted.roles == [Role.RESTRICTED]

    with pytest.raises(PasswordUnchanged):
        office.call(ChangePassword(new_password=temporary), restricted.assertion)
    office.call(ChangePassword(new_password=OWN_PASSWORD), restricted.assertion)
    office.ear.hear("account_activated", account_id=member_id)
    member = office.identify(session)
    assert member.roles == [Role.MEMBER]
    assert not member.must_change_password
    me = office.call(GetMe(), member.assertion)
    assert (me.cgos_number, me.portal, me.email_state) == (number, "agent", "verified")
    assert office.identify(office.log_in(number, OWN_PASSWORD)).roles == [Role.MEMBER]
    with pytest.raises(CurrentPasswordRequired):
        office.call(ChangePassword(new_password="quatorze biscuits bancals"), member.assertion)


def test_a_restricted_session_may_only_set_a_password(office: Office) -> None:
    member_id, number = office.communicated()
    session = office.log_in(number, office.temporary_password(member_id, number))
    with pytest.raises(NotPermitted):
        office.call(UpdateMe(phone="0102030405"), office.identify(session).assertion)


def test_a_temporary_password_opens_one_session_only(office: Office) -> None:
    member_id, number = office.communicated()
    temporary = office.temporary_password(member_id, number)
    office.log_in(number, temporary)
    with pytest.raises(BadCredentials):
        office.log_in(number, temporary)


def test_a_login_that_the_bus_delivers_twice_still_answers(office: Office) -> None:
    member_id, number = office.communicated()
    temporary = office.temporary_password(member_id, number)
    command = LogIn(cgos_number=number, password=temporary, portal="agent")
    first = office.call(command, key="the same call")
    again = office.call(command, key="the same call")
    assert again.must_change_password
    assert again.access_token != first.access_token
    assert office.identify(again).roles == [Role.RESTRICTED]


def test_a_new_request_revokes_the_previous_temporary_password(office: Office) -> None:
    member_id, number = office.communicated()
    first = office.temporary_password(member_id, number)
    second = office.temporary_password(member_id, number)
    with pytest.raises(BadCredentials):
        office.log_in(number, first)
    assert office.log_in(number, second).must_change_password


def test_a_secret_is_collected_under_one_key_and_not_once_used(office: Office) -> None:
    member_id, number = office.communicated()
    office.call(RequestFirstLogin(cgos_number=number))
    delivery = office.ear.hear("temporary_password_issued", account_id=member_id)["delivery_id"]
    secret = office.collect(delivery, "one").secret
    assert office.collect(delivery, "one").secret == secret
    with pytest.raises(SecretAlreadyCollected):
        office.collect(delivery, "another")
    office.log_in(number, secret)
    with pytest.raises(LinkExpired):
        office.collect(delivery, "one")


def test_the_wrong_portal_is_told_only_to_who_has_the_password_and_costs_nothing(office: Office) -> None:
    member_id, number = office.communicated("medical")
    temporary = office.temporary_password(member_id, number)
    with pytest.raises(BadCredentials):
        office.log_in(number, "not that one at all", "agent")
    with pytest.raises(WrongPortal) as refused:
        office.log_in(number, temporary, "agent")
    assert refused.value.facts == {"portal": "medical"}
    assert office.log_in(number, temporary, "medical").portal == "medical"


def test_nothing_is_issued_before_the_number_was_communicated_nor_for_an_unknown_one(office: Office) -> None:
    assigned = office.assigned()
    office.call(RequestFirstLogin(cgos_number=assigned.cgos_number))
    office.call(RequestFirstLogin(cgos_number="00000000"))
    member = office.member()
    office.ear.hear("account_activated", account_id=member.id)
    office.call(RequestFirstLogin(cgos_number=member.cgos_number))
    assert "temporary_password_issued" not in office.ear.everything()
