from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import RevokeSession
from services.contracts.identity.refusals import UnknownSession
from services.identity.ports import Sessions


def revoke_session(command: RevokeSession, actor: Actor, now: datetime, sessions: Sessions) -> Done:
    session = sessions.get(command.session_id)
    if session.account_id != actor.id:
        raise UnknownSession("There is no such session.")
    session.end(now)
    sessions.save(session)
    return Done()
