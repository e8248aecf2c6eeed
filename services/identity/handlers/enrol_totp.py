import secrets
from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity import TotpEnrolmentView
from services.identity.domain import totp
from services.identity.domain.attempts import require_patience
from services.identity.domain.reauthentication import WRONG, OwnProof, require_proof_to_enrol, try_in_session
from services.identity.ports import Accounts, Attempts, Seal, Sessions


def enrol_totp(
    proof: OwnProof,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    sessions: Sessions,
    attempts: Attempts,
    seal: Seal,
) -> TotpEnrolmentView:
    """Asked again before it is confirmed, it offers the same secret: a phone may have read it already."""
    attempt = try_in_session(actor)
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    session = sessions.get(actor.session_id)
    session.require_own_password()
    try:
        require_proof_to_enrol(account, session, proof, seal.open, now)
    except WRONG:
        attempts.failed(attempt, now)
        raise
    offered = account.second_factor.offered(now)
    if offered is None:
        account.second_factor.offer(seal.close(totp.secret_from(secrets.token_bytes(20))), now)
    accounts.save(account)
    secret = seal.open(account.second_factor.pending or "")
    return TotpEnrolmentView(secret=secret, otpauth_url=totp.otpauth_url(secret, account.cgos_number or account.email))
