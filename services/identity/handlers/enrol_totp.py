import secrets

from services.contracts.actor import Actor
from services.contracts.identity import TotpEnrolmentView
from services.identity.domain import totp
from services.identity.ports import Accounts, Seal, Sessions


def enrol_totp(actor: Actor, accounts: Accounts, sessions: Sessions, seal: Seal) -> TotpEnrolmentView:
    """Asked again before it is confirmed, it offers another secret: the last one shown is the one that counts."""
    sessions.get(actor.session_id).require_own_password()
    account = accounts.get(actor.id)
    secret = totp.secret_from(secrets.token_bytes(20))
    account.second_factor.offer(seal.close(secret))
    accounts.save(account)
    return TotpEnrolmentView(secret=secret, otpauth_url=totp.otpauth_url(secret, account.cgos_number or account.email))
