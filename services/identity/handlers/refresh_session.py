from datetime import datetime

from services.contracts.identity import RefreshSession, SessionView
from services.contracts.identity.refusals import SessionEnded
from services.identity.domain.credentials import token_hash
from services.identity.ports import Seal, Sessions


def refresh_session(command: RefreshSession, now: datetime, sessions: Sessions, seal: Seal) -> SessionView:
    """The successors of a token are always the same two, so that a call whose answer was lost may be sent again."""
    token = sessions.take_token(token_hash(command.refresh_token))
    if token is None or token.kind != "refresh" or not token.is_live(now):
        raise SessionEnded("This session has ended.")
    session = sessions.get(token.session_id)
    if token.was_stolen(now):
        session.end(now)
        sessions.save(session)
    if not session.is_open(now):
        raise SessionEnded("This session has ended.")
    following = seal.successors(command.refresh_token)
    access, refresh = following[0]
    if token.used_at is not None:  # sent again: what was given out then, with the key of then
        known = (each for each in following if sessions.token(token_hash(each[1])) is not None)
        access, refresh = next(known, following[0])
    else:
        token.used_at = session.last_seen_at = now
        sessions.save_token(token)
        sessions.save(session)
        sessions.add_tokens(session.tokens(access, refresh, now))
    return session.view_with(access, refresh, now)
