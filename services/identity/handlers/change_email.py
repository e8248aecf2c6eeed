from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ChangeEmail, TooManyAttempts
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.ports import Accounts, IssuedSecrets


def change_email(
    command: ChangeEmail, draft: Draft, actor: Actor, now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> Done:
    """Nothing changes before the link sent to the new address comes back."""
    account = accounts.get(actor.id)
    recent = secrets.recent(account.id, "email_confirmation")
    issued = issue_secret(draft, account.id, "email_confirmation", command.email, recent, now)
    if issued is None:
        raise TooManyAttempts("Too many changes of address. Wait a little.", retry_after=3600)
    secrets.add(issued, instead_of=recent)
    account.ask_for_address(command.email)
    accounts.save(account)
    return Done()
