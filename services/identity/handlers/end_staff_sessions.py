from services.contracts.actor import Actor
from services.contracts.identity import EndStaffSessions
from services.identity.domain.accounts import Account
from services.identity.domain.staff import require_another
from services.identity.ports import Accounts, Sessions


def end_staff_sessions(command: EndStaffSessions, actor: Actor, accounts: Accounts, sessions: Sessions) -> Account:
    account = accounts.get(command.account_id)
    account.require_staff()
    require_another(account, actor)
    sessions.end_all(account.id)
    return account
