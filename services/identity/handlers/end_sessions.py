from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import RevokeSession, UnknownSession
from services.identity.handlers.ports import Sessions


def log_out(actor: Actor, now: datetime, sessions: Sessions) -> Done:
    session = sessions.get(actor.session_id)
    session.end(now)
    sessions.save(session)
    return Done()


def revoke_session(command: RevokeSession, actor: Actor, now: datetime, sessions: Sessions) -> Done:
    session = sessions.get(command.session_id)
    if session.account_id != actor.id:
        raise UnknownSession("There is no such session.")
    session.end(now)
    sessions.save(session)
    return Done()


def end_every_session(account_id: UUID, now: datetime, sessions: Sessions, *, but: UUID | None = None) -> None:
    for session in sessions.open_ones(account_id):
        if session.id != but:
            session.end(now)
            sessions.save(session)
