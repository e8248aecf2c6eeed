from datetime import datetime

from services.contracts.notifications import EmailBounced
from services.identity.ports import Accounts, NumberRequests

TO_ANOTHER_ADDRESS = {"email_confirmation_requested", "email_changed", "second_factor_reset_asked"}
"""The first goes to an address that is not theirs yet, the others to one that they may have left."""
TO_NO_ACCOUNT = {"number_request_rejected"}


def on_email_bounced(event: EmailBounced, now: datetime, requests: NumberRequests, accounts: Accounts) -> None:
    if event.request_id is not None:
        request = requests.get(event.request_id)
        request.bounced(now)
        requests.save(request)
    if event.about in TO_ANOTHER_ADDRESS | TO_NO_ACCOUNT:
        return
    account = accounts.get(event.account_id)
    account.address_bounced()
    accounts.save(account)
