"""Sessions are opaque, rotate, and end where they are ended (docs/security.md 6)."""

from threading import Thread

import pytest
import sqlalchemy as sa

from services.contracts.actor import Role
from services.contracts.identity import ChangePassword, ListSessions, LogOut, RefreshSession, RevokeSession, SessionView
from services.contracts.identity.refusals import SessionEnded, UnknownSession, WrongCurrentPassword
from services.contracts.refusals import NotAuthenticated
from services.kit.assertions import Verifier
from tests.integration.identity.office import OWN_PASSWORD, Office
from tests.parts.caller import Caller
from tests.parts.house import House


def refresh(office: Office, session: SessionView) -> SessionView:
    renewed: SessionView = office.call(RefreshSession(refresh_token=session.refresh_token or ""))
    return renewed


def test_the_assertion_is_one_that_every_service_believes(office: Office, house: House) -> None:
    member = office.member()
    actor = Verifier(house.keys.trusted).verify(member.actor)
    assert actor.id == member.id
    assert Role.MEMBER in actor.roles
    assert actor.portal == "agent"
    assert actor.session_id is not None


def test_sessions_are_listed_newest_first_and_ended_one_by_one(office: Office) -> None:
    member = office.member()
    browser = office.log_in(member.cgos_number, OWN_PASSWORD, channel="browser", user_agent="Tablet")
    listed = office.call(ListSessions(), member.actor).items
    assert [(one.user_agent, one.current) for one in listed] == [("Tablet", False), (None, True)]
    first = office.call(ListSessions(limit=1), member.actor)
    second = office.call(ListSessions(limit=1, cursor=first.next_cursor), member.actor)
    assert [one.id for one in (*first.items, *second.items)] == [one.id for one in listed]
    assert second.next_cursor is None

    office.call(RevokeSession(session_id=listed[0].id), member.actor)
    office.ear.hear("session_revoked", session_id=listed[0].id)
    with pytest.raises(SessionEnded):
        office.identify(browser)
    office.call(LogOut(), member.actor)
    office.ear.hear("session_revoked", session_id=listed[1].id)
    with pytest.raises(SessionEnded):
        office.identify(member.session)


def test_somebody_elses_session_is_not_found(office: Office) -> None:
    member, other = office.member(), office.member()
    (session,) = office.call(ListSessions(), member.actor).items
    with pytest.raises(UnknownSession):
        office.call(RevokeSession(session_id=session.id), other.actor)


def test_a_refresh_token_copied_by_a_thief_ends_the_family_when_it_is_used_late(
    office: Office, identity_database: sa.Engine
) -> None:
    member = office.member()
    renewed = refresh(office, member.session)
    assert refresh(office, member.session).refresh_token == renewed.refresh_token
    again = refresh(office, renewed)
    _age_used_tokens(identity_database)
    with pytest.raises(SessionEnded):
        refresh(office, renewed)
    with pytest.raises(SessionEnded):
        office.identify(again)
    office.ear.hear("session_revoked", account_id=member.id)


def test_the_same_refresh_sent_twice_at_once_makes_one_successor(office: Office, house: House) -> None:
    member = office.member()
    tokens: list[str | None] = []

    def send() -> None:
        caller = Caller(house.rabbitmq.url)
        tokens.append(refresh(Office(caller, house.keys, office.ear), member.session).refresh_token)
        caller.close()

    threads = [Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 5
    assert len(set(tokens)) == 1


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(office: Office) -> None:
    member = office.member()
    other = office.log_in(member.cgos_number, OWN_PASSWORD)
    new = "quatorze biscuits bancals"
    with pytest.raises(WrongCurrentPassword):
        office.call(ChangePassword(current_password="not that one at all", new_password=new), member.actor)
    office.call(ChangePassword(current_password=OWN_PASSWORD, new_password=new), member.actor)
    office.ear.hear("password_changed", account_id=member.id)
    with pytest.raises(SessionEnded):
        office.identify(other)
    assert office.identify(member.session)
    assert office.log_in(member.cgos_number, new)


def test_nobody_changes_anything_without_a_word_of_identity(office: Office) -> None:
    with pytest.raises(NotAuthenticated):
        office.call(ListSessions())


def _age_used_tokens(database: sa.Engine) -> None:
    with database.begin() as connection:
        connection.execute(sa.text("UPDATE session_tokens SET used_at = used_at - interval '11 seconds'"))
