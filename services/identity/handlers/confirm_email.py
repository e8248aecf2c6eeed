from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ConfirmEmail, LinkExpired
from services.identity.domain.credentials import token_hash
from services.identity.domain.issued_secrets import require_link
from services.identity.ports import Accounts, IssuedSecrets


def confirm_email(
    command: ConfirmEmail, actor: Actor, now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> Done:
    hashed = token_hash(command.token)
    account = accounts.get(require_link(secrets.by_token_hash(hashed), "email_confirmation", now).account_id)
    link = require_link(secrets.by_token_hash(hashed), "email_confirmation", now)
    if account.id != actor.id:
        raise LinkExpired("This link has been used, replaced, or is too old: ask for another one.")
    account.confirm_address(link.email, now)
    accounts.save(account)
    link.use(None, now)
    secrets.save(link)
    return Done()
