from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ChangeEmail, ConfirmEmail, LinkExpired, TooManyAttempts
from services.identity.handlers.issue_secret import issue_secret
from services.identity.handlers.ports import Accounts, IssuedSecrets
from services.identity.handlers.proofs import Draft
from services.identity.handlers.reset_password import take_link


def change_email(
    command: ChangeEmail, draft: Draft, actor: Actor, now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> Done:
    """Nothing changes before the link sent to the new address comes back."""
    account = accounts.get(actor.id)
    if not issue_secret(account, "email_confirmation", command.email, draft, now, secrets):
        raise TooManyAttempts("Too many changes of address. Wait a little.", retry_after=3600)
    account.ask_for_address(command.email)
    accounts.save(account)
    return Done()


def confirm_email(
    command: ConfirmEmail, actor: Actor, now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> Done:
    account, link = take_link(command.token, "email_confirmation", now, accounts, secrets)
    if account.id != actor.id:
        raise LinkExpired("This link has been used, replaced, or is too old: ask for another one.")
    account.confirm_address(link.email, now)
    accounts.save(account)
    link.use(None, now)
    secrets.save(link)
    return Done()
