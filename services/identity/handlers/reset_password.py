from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity import Acted, ResetPassword
from services.contracts.identity.refusals import LinkExpired
from services.identity.domain.credentials import token_hash
from services.identity.domain.issued_secrets import require_link
from services.identity.domain.passwords import normalised, require_good_password
from services.identity.domain.sessions import end_others
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Seal, Sessions


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
    hashed = token_hash(command.token)
    account = accounts.get(require_link(secrets.by_token_hash(hashed), "password_reset", now).account_id)
    link = require_link(secrets.by_token_hash(hashed), "password_reset", now)
    if not account.may_reset_password:
        raise LinkExpired("This link opens nothing any more.")
    require_good_password(
        normalised(command.new_password),
        second_factor=account.second_factor.enrolled,
        known_about_them=account.known_about_them,
    )
    link.use(None, now)
    secrets.save(link)
    secrets.revoke_all(account.id)
    account.set_password(new_hash, now)
    account.address_works(link.email)
    actor, whose = account.actor(), account.member_id
    account.events.append(Acted.by(actor, "password_reset", now, "account", account.id, member_id=whose))
    accounts.save(account)
    for session in end_others(sessions.open_ones(account.id), None, now):
        sessions.save(session)
    name = f"staff {account.email.lower()}" if account.is_staff else f"member {account.cgos_number}"
    attempts.forgive(seal.fingerprint(name))
    return Done()
