from services.contracts.actor import Actor
from services.contracts.base import Done
from services.identity.domain.second_address import remove_second_address
from services.identity.ports import Accounts


def remove_second_email(actor: Actor, accounts: Accounts) -> Done:
    account = accounts.get(actor.id)
    remove_second_address(account)
    accounts.save(account)
    return Done()
