from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import ChangePassword
from services.contracts.identity.refusals import CurrentPasswordRequired, PasswordUnchanged, WrongCurrentPassword
from services.identity.domain.attempts import require_patience
from services.identity.domain.credentials import Credential, Proof
from services.identity.domain.passwords import normalised, require_another, require_good_password
from services.identity.domain.reauthentication import try_in_session
from services.identity.domain.sessions import end_others
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
    """In a session that a temporary password opened, that one is the current password. It was typed a moment ago, so it
    need not be said again: then `proof` tells whether the new one is the same."""
    attempt = try_in_session(actor)
    require_patience(attempts.history(attempt, now), now)
    account = accounts.get(actor.id)
    session = sessions.get(actor.session_id)
    temporary = secrets.get(session.opened_with) if session.opened_with else None
    credential = Credential(temporary.secret_hash if temporary else account.password_hash, temporary)
    new = normalised(command.new_password)
    if command.current_password is None:
        if temporary is None:
            raise CurrentPasswordRequired.at("/current_password", "An open session is not enough to change it.")
        if proof.matches or proof.new_hash is None:
            raise PasswordUnchanged.at("/new_password", "This is the password that was sent.")
    elif not proof.holds_for(credential) or proof.new_hash is None:
        attempts.failed(attempt, now)
        raise WrongCurrentPassword.at("/current_password", "This is not the current password.")
    else:
        require_another(new, normalised(command.current_password))
    require_good_password(new, second_factor=account.second_factor.enrolled, known_about_them=account.known_about_them)
    account.set_password(proof.new_hash, now)
    accounts.save(account)
    secrets.revoke_all(account.id)
    session.must_change_password, session.opened_with = False, None
    sessions.save(session)
    for other in end_others(sessions.open_ones(account.id), session.id, now):
        sessions.save(other)
    attempts.succeeded(attempt, now)
    return Done()
