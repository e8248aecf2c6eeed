"""Whoever changes what keeps an account proves again who they are: a session that is open may be anybody's by now
(docs/security.md 19)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.identity.refusals import (
    CurrentPasswordRequired,
    SecondFactorAlreadyEnrolled,
    SecondFactorCodeRequired,
    SecondFactorNotEnrolled,
    WrongCode,
    WrongCurrentPassword,
)
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import Try
from services.identity.domain.credentials import Credential, Proof
from services.identity.domain.lost_factor import spends_code
from services.identity.domain.sessions import Session

Open = Callable[[str], str]
"""What was sealed, in clear."""
WRONG = (WrongCurrentPassword, WrongCode)
"""Counted as tries."""


@dataclass(frozen=True, slots=True)
class OwnProof:
    """What was given: a password, compared before the transaction, and a code of the second factor."""

    password: Proof | None = None
    code: str | None = None


def try_in_session(actor: Actor) -> Try:
    """Guesses of what the owner of this session would know, whichever command they come with."""
    return Try(guessed_in_session(actor.id), f"session {actor.session_id}", "")


def guessed_in_session(account_id: UUID) -> str:
    """What they are counted under."""
    return f"password {account_id}"


def require_own_proof(account: Account, given: OwnProof, opened: Open, now: datetime) -> None:
    """One of the two; of what is given each must be right."""
    if given.password is None and given.code is None:
        raise CurrentPasswordRequired.at("/current_password", "The password is needed, or a code of the second factor.")
    if given.password is not None and not given.password.holds_for(Credential(account.password_hash)):
        raise WrongCurrentPassword.at("/current_password", "This is not the current password.")
    if given.code is not None and not spends_code(account, given.code, opened, now):
        raise WrongCode.at("/totp", "This is not the code that the application shows now.")


def require_proof_to_enrol(account: Account, session: Session, given: OwnProof, opened: Open, now: datetime) -> None:
    """A session that exists only to enrol a factor was opened with the password a moment ago. Whoever has a factor
    already shows it: with the password alone, a thief of it would take its place."""
    if account.second_factor.enrolled:
        if given.code is None:
            raise SecondFactorAlreadyEnrolled.at("/totp", "To replace the second factor, a code of it is needed.")
    elif session.must_enrol_totp:
        return
    require_own_proof(account, given, opened, now)


def require_code(account: Account, given: OwnProof, opened: Open, now: datetime) -> None:
    """Of the second factor itself, whatever else is given."""
    if not account.second_factor.enrolled:
        raise SecondFactorNotEnrolled("There is no second factor to stand in for.")
    if given.code is None:
        raise SecondFactorCodeRequired.at("/totp", "A code of the second factor is needed.")
    require_own_proof(account, given, opened, now)
