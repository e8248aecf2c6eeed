from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ConfirmEmail
from services.contracts.identity.refusals import LinkExpired
from services.identity.domain.credentials import token_hash
from services.identity.domain.issued_secrets import Purpose, require_link
from services.identity.domain.second_address import confirm_second_address
from services.identity.domain.sessions import end_others
from services.identity.ports import Accounts, IssuedSecrets, Sessions


def confirm_email(
    command: ConfirmEmail,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
) -> Done:
    """The session that says so goes on, every other one ends."""
    hashed = token_hash(command.token)
    found = secrets.by_token_hash(hashed)
    second = found is not None and found.purpose == "second_email_confirmation"
    purpose: Purpose = "second_email_confirmation" if second else "email_confirmation"
    account = accounts.get(require_link(found, purpose, now).account_id)
    link = require_link(secrets.by_token_hash(hashed), purpose, now)
    if account.id != actor.id:
        raise LinkExpired("This link has been used, replaced, or is too old: ask for another one.")
    if second:
        confirm_second_address(account, link.email)
    else:
        account.confirm_address(link.email, now)
    accounts.save(account)
    link.use(None, now)
    secrets.save(link)
    secrets.revoke_all(account.id)
    for other in end_others(sessions.open_ones(account.id), actor.session_id, now):
        sessions.save(other)
    return Done()
