from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.identity.ports import Sessions


def log_out(actor: Actor, now: datetime, sessions: Sessions) -> Done:
    session = sessions.get(actor.session_id)
    session.end(now)
    sessions.save(session)
    return Done()
