from datetime import datetime

from services.contracts.actor import Actor, Role
from services.contracts.identity import AssertionView, IdentifySession
from services.contracts.identity.refusals import SessionEnded
from services.identity.domain.banners import banners_of
from services.identity.domain.staff import IN_REGIONS
from services.identity.ports import Accounts, Sessions, Signer


def identify_session(
    command: IdentifySession, now: datetime, sessions: Sessions, accounts: Accounts, signer: Signer
) -> AssertionView:
    token = sessions.token(command.token_hash)
    if token is None or token.kind == "refresh" or not token.is_live(now):
        raise SessionEnded("This session has ended.")
    session = sessions.look_at(token.session_id)
    account = accounts.look_at(session.account_id)
    if not session.is_open(now) or account.is_closed:
        raise SessionEnded("This session has ended.")
    if command.prolongs and session.is_due_for_touch(now):
        session.last_seen_at = now
        sessions.touch(session.id, now)
    roles = session.roles(account.roles)
    actor = Actor(
        subject=str(account.id),
        portal=account.portal,
        roles=frozenset(roles),
        establishments=frozenset(account.establishments if Role.ESTABLISHMENT in roles else ()),
        session_id=session.id,
        regions=frozenset(account.regions if IN_REGIONS & set(roles) else ()),
    )
    expires_at = min(session.assertion_expires_at(now), token.expires_at)
    return AssertionView(
        assertion=signer.sign(actor, now, expires_at),
        expires_at=expires_at,
        subject=account.id,
        session_id=session.id,
        portal=account.portal,
        roles=roles,
        language=account.language,
        display_name=f"{account.given_name} {account.family_name}",
        must_change_password=session.must_change_password,
        must_enrol_totp=session.must_enrol_totp,
        cgos_number=account.cgos_number,
        banners=banners_of(account),
    )
