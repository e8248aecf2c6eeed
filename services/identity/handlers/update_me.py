from services.contracts.actor import Actor
from services.contracts.identity import UpdateMe
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts


def update_me(command: UpdateMe, actor: Actor, accounts: Accounts) -> Account:
    account = accounts.get(actor.id)
    account.require_version(command.expected_version)
    account.update(command.phone, command.postal_address, command.language)
    accounts.save(account)
    return account
