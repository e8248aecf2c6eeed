from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ChangePassword, WrongCurrentPassword
from services.identity.domain.attempts import Try, require_patience
from services.identity.domain.credentials import Credential, Proof
from services.identity.domain.passwords import normalised, require_another, require_good_password
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Sessions


def change_password(
    command: ChangePassword,
    proof: Proof,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
    attempts: Attempts,
) -> Done:
    """In a session that a temporary password opened, that one is the current password."""
    attempt = Try(f"password {actor.id}", f"session {actor.session_id}", "")
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    session = sessions.get(actor.session_id)
    temporary = secrets.get(session.opened_with) if session.opened_with else None
    credential = Credential(temporary.secret_hash if temporary else account.password_hash, temporary)
    if not proof.holds_for(credential) or proof.new_hash is None:
        attempts.failed(attempt, now)
        raise WrongCurrentPassword.at("/current_password", "This is not the current password.")
    new = normalised(command.new_password)
    require_another(new, normalised(command.current_password))
    require_good_password(new, second_factor=account.second_factor.enrolled, known_about_them=account.known_about_them)
    account.set_password(proof.new_hash, now)
    accounts.save(account)
    session.must_change_password, session.opened_with = False, None
    sessions.save(session)
    for other in sessions.open_ones(account.id):
        if other.id != session.id:
            other.end(now)
            sessions.save(other)
    attempts.succeeded(attempt, now)
    return Done()
