from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ConfirmTotp
from services.contracts.identity.refusals import WrongCode
from services.identity.domain import totp
from services.identity.domain.attempts import Try, require_patience
from services.identity.domain.sessions import end_others
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Seal, Sessions


def confirm_totp(
    command: ConfirmTotp,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
    attempts: Attempts,
    seal: Seal,
) -> Done:
    attempt = Try(f"totp {actor.id}", f"session {actor.session_id}", "")
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    session = sessions.get(actor.session_id)
    session.require_own_password()
    factor = account.second_factor
    step = totp.matching_step(seal.open(factor.pending), command.code, now, after=0) if factor.pending else None
    if step is None:
        attempts.failed(attempt, now)
        raise WrongCode.at("/code", "This is not the code that the application shows now.")
    account.confirm_second_factor(step)
    accounts.save(account)
    secrets.revoke_all(account.id)
    session.must_enrol_totp = False
    sessions.save(session)
    for other in end_others(sessions.open_ones(account.id), session.id, now):
        sessions.save(other)
    return Done()
