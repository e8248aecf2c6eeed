from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity.refusals import TooManyAttempts
from services.contracts.identity.second_email import ChangeSecondEmail
from services.identity.domain.attempts import require_patience
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.domain.reauthentication import WRONG, OwnProof, require_own_proof, try_in_session
from services.identity.domain.second_address import ask_for_second_address
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Seal


def change_second_email(
    command: ChangeSecondEmail,
    proof: OwnProof,
    draft: Draft,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
    seal: Seal,
) -> Done:
    """A link for a forgotten password may go there one day: who only found an open session adds none."""
    attempt = try_in_session(actor)
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    try:
        require_own_proof(account, proof, seal.open, now)
    except WRONG:
        attempts.failed(attempt, now)
        raise
    ask_for_second_address(account, command.email)
    recent = secrets.recent(account.id, "second_email_confirmation")
    issued = issue_secret(draft, account.id, "second_email_confirmation", command.email, recent, now)
    if issued is None:
        raise TooManyAttempts("Too many changes of address. Wait a little.", retry_after=3600)
    secrets.add(issued, instead_of=recent)
    accounts.save(account)
    attempts.succeeded(attempt, now)
    return Done()
