from services.contracts.notifications import EmailAcceptedAgain
from services.identity.ports import Accounts


def on_email_accepted_again(event: EmailAcceptedAgain, accounts: Accounts) -> None:
    account = accounts.get(event.account_id)
    account.address_takes_mail_again()
    accounts.save(account)
