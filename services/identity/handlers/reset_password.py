from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity import LinkExpired, ResetPassword
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import IssuedSecret, Purpose
from services.identity.domain.passwords import normalised, require_good_password
from services.identity.handlers.end_sessions import end_every_session
from services.identity.handlers.ports import Accounts, Attempts, IssuedSecrets, Seal, Sessions
from services.identity.handlers.proofs import token_hash


def link_in_force(token: str, purpose: Purpose, now: datetime, secrets: IssuedSecrets) -> IssuedSecret:
    secret = secrets.by_token_hash(token_hash(token))
    if secret is None or secret.purpose != purpose or not secret.is_live(now):
        raise LinkExpired("This link has been used, replaced, or is too old: ask for another one.")
    return secret


def take_link(
    token: str, purpose: Purpose, now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> tuple[Account, IssuedSecret]:
    """Looked at twice: once its account is held, nobody else uses or replaces it."""
    account = accounts.get(link_in_force(token, purpose, now, secrets).account_id)
    return account, link_in_force(token, purpose, now, secrets)


def reset_password(
    command: ResetPassword,
    new_hash: str,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
    attempts: Attempts,
    seal: Seal,
) -> Done:
    """Ends every session and opens none: who has a second factor still needs it to log in."""
    account, link = take_link(command.token, "password_reset", now, accounts, secrets)
    if not account.may_reset_password:
        raise LinkExpired("This link opens nothing any more.")
    require_good_password(
        normalised(command.new_password),
        second_factor=account.second_factor.enrolled,
        known_about_them=account.known_about_them,
    )
    link.use(None, now)
    secrets.save(link)
    account.set_password(new_hash, now)
    account.address_works(link.email)
    accounts.save(account)
    end_every_session(account.id, now, sessions)
    name = f"staff {account.email.lower()}" if account.is_staff else f"member {account.cgos_number}"
    attempts.forgive(seal.fingerprint(name))
    return Done()
