from services.contracts.notifications import EmailBounced
from services.identity.ports import Accounts

TO_ANOTHER_ADDRESS = {"email_confirmation_requested", "email_changed"}
"""The first goes to an address that is not theirs yet, the second to the one that they have left."""


def on_email_bounced(event: EmailBounced, accounts: Accounts) -> None:
    if event.about in TO_ANOTHER_ADDRESS:
        return
    account = accounts.get(event.account_id)
    account.address_bounced()
    accounts.save(account)
