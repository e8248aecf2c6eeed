import secrets as random
from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ConfirmTotp, TotpEnrolmentView, WrongCode
from services.contracts.refusals import NotPermitted
from services.identity.domain import totp
from services.identity.domain.attempts import Try, require_patience
from services.identity.domain.sessions import Session
from services.identity.handlers.ports import Accounts, Attempts, Seal, Sessions


def enrol_totp(actor: Actor, accounts: Accounts, sessions: Sessions, seal: Seal) -> TotpEnrolmentView:
    """Asked again before it is confirmed, it offers another secret: the last one shown is the one that counts."""
    _require_own_password(sessions.get(actor.session_id))
    account = accounts.get(actor.id)
    secret = totp.secret_from(random.token_bytes(20))
    account.second_factor.offer(seal.close(secret))
    accounts.save(account)
    return TotpEnrolmentView(secret=secret, otpauth_url=totp.otpauth_url(secret, account.cgos_number or account.email))


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
    _require_own_password(session)
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


def _require_own_password(session: Session) -> None:
    """What a temporary password opened does nothing but set a password: it came by e-mail."""
    if session.must_change_password:
        raise NotPermitted("Set a password of your own first.")
