from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity import Acted
from services.contracts.identity.recovery import KeepSecondFactor
from services.identity.domain.credentials import token_hash
from services.identity.domain.issued_secrets import require_link
from services.identity.domain.lost_factor import keep_factor
from services.identity.ports import Accounts, IssuedSecrets


def keep_second_factor(command: KeepSecondFactor, now: datetime, accounts: Accounts, secrets: IssuedSecrets) -> Done:
    """Changes nothing else: whoever holds only the link gains nothing by it."""
    hashed = token_hash(command.token)
    account = accounts.get(require_link(secrets.by_token_hash(hashed), "second_factor_reset", now).account_id)
    link = require_link(secrets.by_token_hash(hashed), "second_factor_reset", now)
    keep_factor(account)
    actor, whose = account.actor(), account.member_id
    account.events.append(Acted.by(actor, "second_factor_kept", now, "account", account.id, member_id=whose))
    accounts.save(account)
    link.use(None, now)
    secrets.save(link)
    return Done()
