from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.recovery import RecoveryCodesView
from services.identity.domain import lost_factor, recovery_codes
from services.identity.domain.attempts import require_patience
from services.identity.domain.reauthentication import WRONG, OwnProof, require_code, try_in_session
from services.identity.ports import Accounts, Attempts, Seal


def make_recovery_codes(
    proof: OwnProof, actor: Actor, now: datetime, accounts: Accounts, attempts: Attempts, seal: Seal
) -> RecoveryCodesView:
    attempt = try_in_session(actor)
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    try:
        require_code(account, proof, seal.open, now)
    except WRONG:
        attempts.failed(attempt, now)
        raise
    codes = recovery_codes.draw()
    lost_factor.make_recovery_codes(account, codes)
    accounts.save(account)
    return RecoveryCodesView(codes=codes)
