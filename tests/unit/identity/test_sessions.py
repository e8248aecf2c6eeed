from datetime import timedelta
from hashlib import sha256

import pytest

from services.contracts.actor import Actor
from services.contracts.identity import IdentifySession, RefreshSession, RevokeSession, SessionView
from services.contracts.identity.refusals import SessionEnded, UnknownSession
from services.identity.handlers.identify_session import identify_session
from services.identity.handlers.log_out import log_out
from services.identity.handlers.refresh_session import refresh_session
from services.identity.handlers.revoke_session import revoke_session
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import PaperSigner
from tests.unit.identity.people import a_member, one_of_the_staff
from tests.unit.identity.visitor import logs_in


def identify(identity: Identity, token: str) -> str:
    command = IdentifySession(token_hash=sha256(token.encode()).hexdigest())
    view = identify_session(command, identity.clock.now, identity.sessions, identity.accounts, PaperSigner())
    return view.assertion


def refresh(identity: Identity, session: SessionView) -> SessionView:
    command = RefreshSession(refresh_token=session.refresh_token or "")
    return refresh_session(command, identity.clock.now, identity.sessions, identity.seal)


def test_a_session_is_told_apart_from_none(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    assert identify(identity, session.access_token) == f"{member.id} as member until 09:34:30"
    with pytest.raises(SessionEnded):
        identify(identity, "anything else")
    with pytest.raises(SessionEnded):
        identify(identity, session.refresh_token or "")


def test_an_access_token_lives_ten_minutes_and_no_assertion_outlives_it(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    identity.clock.wait(minutes=9)
    assert identify(identity, session.access_token).endswith("until 09:40:00")
    identity.clock.wait(minutes=1)
    with pytest.raises(SessionEnded):
        identify(identity, session.access_token)


def test_a_browser_session_ends_after_thirty_idle_minutes(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member, channel="browser")
    for _ in range(3):
        identity.clock.wait(minutes=29)
        identify(identity, session.access_token)
    identity.clock.wait(minutes=30)
    with pytest.raises(SessionEnded):
        identify(identity, session.access_token)


def test_a_browser_session_ends_after_twelve_hours_however_busy(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member, channel="browser")
    for _ in range(35):
        identity.clock.wait(minutes=20)
        identify(identity, session.access_token)
    identity.clock.wait(minutes=20)
    with pytest.raises(SessionEnded):
        identify(identity, session.access_token)


def test_a_restricted_session_says_so_and_its_word_is_short(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    session = logs_in(identity, officer)
    assert identify(identity, session.access_token) == f"{officer.id} as restricted until 09:30:30"


def test_a_refresh_gives_a_new_pair_and_the_old_access_token_runs_out(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    identity.clock.wait(minutes=12)
    renewed = refresh(identity, session)
    assert renewed.access_token != session.access_token
    assert identify(identity, renewed.access_token)


def test_a_refresh_sent_again_within_seconds_gets_the_same_pair(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    first = refresh(identity, session)
    identity.clock.wait(seconds=10)
    assert refresh(identity, session).refresh_token == first.refresh_token
    assert len(identity.sessions.tokens) == 4


def test_a_refresh_token_used_again_later_ends_the_whole_family(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    renewed = refresh(identity, session)
    identity.clock.wait(seconds=11)
    with pytest.raises(SessionEnded):
        refresh(identity, session)
    with pytest.raises(SessionEnded):
        identify(identity, renewed.access_token)
    with pytest.raises(SessionEnded):
        refresh(identity, renewed)
    assert identity.told.types() == ["session_revoked"]


def test_an_api_session_that_nobody_refreshes_for_a_day_is_over(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    identity.clock.wait(hours=24)
    with pytest.raises(SessionEnded):
        refresh(identity, session)


def test_an_api_session_is_over_after_thirty_days_however_often_refreshed(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    for _ in range(30):
        identity.clock.now += timedelta(hours=23, minutes=59)
        session = refresh(identity, session)
    identity.clock.wait(hours=1)
    with pytest.raises(SessionEnded):
        refresh(identity, session)


def test_an_api_session_of_the_staff_is_over_after_thirty_idle_minutes(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    session = logs_in(identity, officer)
    identity.clock.wait(minutes=29)
    session = refresh(identity, session)
    identity.clock.wait(minutes=30)
    with pytest.raises(SessionEnded):
        refresh(identity, session)


def test_an_api_session_of_the_staff_is_over_after_twelve_hours_however_often_refreshed(identity: Identity) -> None:
    identity.accounts.add(officer := one_of_the_staff())
    session = logs_in(identity, officer)
    opened = next(iter(identity.sessions.known.values()))
    opened.must_enrol_totp = False
    opened.ends_at += timedelta(days=30)  # as a version before would have it
    for _ in range(35):
        identity.clock.wait(minutes=20)
        session = refresh(identity, session)
    identity.clock.wait(minutes=20)
    with pytest.raises(SessionEnded):
        refresh(identity, session)


def test_logging_out_ends_this_session_and_tells_it(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session, other = logs_in(identity, member), logs_in(identity, member)
    first = next(iter(identity.sessions.known))
    log_out(Actor(subject=str(member.id), session_id=first), identity.clock.now, identity.sessions)
    with pytest.raises(SessionEnded):
        identify(identity, session.access_token)
    assert identify(identity, other.access_token)
    assert identity.told.types() == ["session_revoked"]


def test_nobody_ends_somebody_elses_session(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    stranger = Actor(subject=str(one_of_the_staff().id))
    command = RevokeSession(session_id=next(iter(identity.sessions.known)))
    with pytest.raises(UnknownSession):
        revoke_session(command, stranger, identity.clock.now, identity.sessions)
    assert identify(identity, session.access_token)


def test_closing_an_account_ends_what_it_opened(identity: Identity) -> None:
    identity.accounts.add(member := a_member())
    session = logs_in(identity, member)
    closed = identity.accounts.get(member.id)
    closed.close(identity.clock.now)
    identity.accounts.save(closed)
    with pytest.raises(SessionEnded):
        identify(identity, session.access_token)
