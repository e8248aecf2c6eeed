from datetime import datetime
from uuid import uuid4

from services.contracts.identity import LogIn, LogInStaff, SessionView
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import IssuedSecret
from services.identity.domain.sessions import ACCESS_TOKEN, Session, Token
from services.identity.handlers.ports import Sessions
from services.identity.handlers.proofs import token_hash


def open_session(
    account: Account,
    command: LogIn | LogInStaff,
    temporary: IssuedSecret | None,
    tokens: tuple[str, str],
    now: datetime,
    sessions: Sessions,
) -> SessionView:
    """`tokens`: fresh ones, for access and for refresh; a browser takes only the first, as its cookie."""
    session = Session.open(
        uuid4(),
        account.id,
        account.portal,
        command.channel,
        command.user_agent,
        now,
        must_enrol_totp=account.must_enrol_totp,
        opened_with=temporary.id if temporary else None,
    )
    sessions.add(session)
    access, refresh = tokens
    if command.channel == "browser":
        sessions.add_token(Token(token_hash(access), session.id, "cookie", now, session.ends_at))
        return session_view(session, access, None, now)
    add_pair(session, access, refresh, now, sessions)
    return session_view(session, access, refresh, now)


def add_pair(session: Session, access: str, refresh: str, now: datetime, sessions: Sessions) -> None:
    ends = session.ends_no_later_than()
    sessions.add_token(Token(token_hash(access), session.id, "access", now, min(now + ACCESS_TOKEN, ends)))
    sessions.add_token(Token(token_hash(refresh), session.id, "refresh", now, ends))


def session_view(session: Session, access: str, refresh: str | None, now: datetime) -> SessionView:
    ends = session.ends_no_later_than()
    if session.channel == "api":
        ends = min(ends, now + ACCESS_TOKEN)
    return SessionView(
        access_token=access,
        expires_in=int((ends - now).total_seconds()),
        refresh_token=refresh,
        must_change_password=session.must_change_password,
        must_enrol_totp=session.must_enrol_totp,
        portal=session.portal,
    )
