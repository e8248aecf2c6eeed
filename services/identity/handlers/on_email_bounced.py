from services.contracts.notifications import EmailBounced
from services.identity.handlers.ports import Accounts


def on_email_bounced(event: EmailBounced, accounts: Accounts) -> None:
    account = accounts.get(event.account_id)
    account.address_bounced()
    accounts.save(account)
