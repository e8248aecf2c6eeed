from services.contracts.identity import EnableMember
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts


def enable_member(command: EnableMember, accounts: Accounts) -> Account:
    account = accounts.get(command.member_id)
    account.require_member()
    account.reopen()
    accounts.save(account)
    return account
