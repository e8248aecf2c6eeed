from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ConfirmTotp, WrongCode
from services.identity.domain import totp
from services.identity.domain.attempts import Try, require_patience
from services.identity.ports import Accounts, Attempts, Seal, Sessions


def confirm_totp(
    command: ConfirmTotp,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    sessions: Sessions,
    attempts: Attempts,
    seal: Seal,
) -> Done:
    attempt = Try(f"totp {actor.id}", f"session {actor.session_id}", "")
    require_patience(attempts.history(attempt, now), now)
    session = sessions.get(actor.session_id)
    session.require_own_password()
    account = accounts.get(actor.id)
    factor = account.second_factor
    step = totp.matching_step(seal.open(factor.pending), command.code, now, after=0) if factor.pending else None
    if step is None:
        attempts.failed(attempt, now)
        raise WrongCode.at("/code", "This is not the code that the application shows now.")
    factor.confirm(step)
    accounts.save(account)
    session.must_enrol_totp = False
    sessions.save(session)
    return Done()
