from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ChangeEmail
from services.contracts.identity.refusals import TooManyAttempts
from services.identity.domain.attempts import require_patience
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.domain.reauthentication import WRONG, OwnProof, require_own_proof, try_in_session
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Seal


def change_email(
    command: ChangeEmail,
    proof: OwnProof,
    draft: Draft,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
    seal: Seal,
) -> Done:
    """Nothing changes before the link sent to the new address comes back."""
    attempt = try_in_session(actor)
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    try:
        require_own_proof(account, proof, seal.open, now)
    except WRONG:
        attempts.failed(attempt, now)
        raise
    recent = secrets.recent(account.id, "email_confirmation")
    issued = issue_secret(draft, account.id, "email_confirmation", command.email, recent, now)
    if issued is None:
        raise TooManyAttempts("Too many changes of address. Wait a little.", retry_after=3600)
    secrets.add(issued, instead_of=recent)
    account.ask_for_address(command.email)
    accounts.save(account)
    attempts.succeeded(attempt, now)
    return Done()
