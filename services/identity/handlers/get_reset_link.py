from datetime import datetime

from services.contracts.identity import GetResetLink, ResetLinkView
from services.contracts.identity.refusals import LinkExpired
from services.identity.domain.credentials import token_hash
from services.identity.domain.issued_secrets import require_link
from services.identity.ports import Accounts, IssuedSecrets


def get_reset_link(query: GetResetLink, now: datetime, accounts: Accounts, secrets: IssuedSecrets) -> ResetLinkView:
    link = require_link(secrets.by_token_hash(token_hash(query.token)), "password_reset", now)
    account = accounts.get(link.account_id)
    if not account.may_reset_password:
        raise LinkExpired("This link opens nothing any more.")
    return ResetLinkView(portal=account.portal)
