from datetime import datetime

from services.contracts.actor import Actor, Role
from services.contracts.identity import CloseStaffAccount
from services.identity.domain.accounts import Account
from services.identity.domain.staff import require_an_administrator_left, require_another
from services.identity.ports import Accounts, IssuedSecrets, Sessions


def close_staff_account(
    command: CloseStaffAccount,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
) -> Account:
    administrators = accounts.administrators()
    account = accounts.get(command.account_id)
    account.require_staff()
    require_another(account, actor)
    if Role.ADMINISTRATOR in account.roles:
        require_an_administrator_left(account, administrators)
    account.close(now)
    accounts.save(account)
    secrets.revoke_all(account.id)
    sessions.end_all(account.id)
    return account
