from services.contracts.identity import ReopenStaffAccount
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts


def reopen_staff_account(command: ReopenStaffAccount, accounts: Accounts) -> Account:
    account = accounts.get(command.account_id)
    account.require_staff()
    account.reopen()
    accounts.save(account)
    return account
