from datetime import datetime

from services.contracts.identity import DisableMember
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts, IssuedSecrets, Sessions


def disable_member(
    command: DisableMember, now: datetime, accounts: Accounts, secrets: IssuedSecrets, sessions: Sessions
) -> Account:
    account = accounts.get(command.member_id)
    account.require_member()
    account.close(now, command.reason)
    accounts.save(account)
    secrets.revoke_all(account.id)
    sessions.end_all(account.id)
    return account
