from services.contracts.identity import EndMemberSessions
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts, Sessions


def end_member_sessions(command: EndMemberSessions, accounts: Accounts, sessions: Sessions) -> Account:
    account = accounts.get(command.member_id)
    account.require_member()
    sessions.end_all(account.id)
    return account
