from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from services.contracts.identity import (
    BadCredentials,
    LogIn,
    LogInStaff,
    SecondFactorRequired,
    SessionView,
    WrongPortal,
)
from services.identity.domain import totp
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import Try, require_patience
from services.identity.domain.credentials import Credential, Proof
from services.identity.domain.issued_secrets import IssuedSecret
from services.identity.domain.sessions import Session
from services.identity.ports import Accounts, Attempts, IssuedSecrets, Seal, Sessions


@dataclass(frozen=True, slots=True)
class Login:
    """One try, with what was prepared for it outside the transaction."""

    proof: Proof
    tokens: tuple[str, str]
    """Fresh ones, for access and for refresh."""
    idempotency_key: str | None
    now: datetime


def login_name(command: LogIn | LogInStaff) -> str:
    if isinstance(command, LogIn):
        return "".join(command.cgos_number.split())
    return command.email.strip().lower()


def try_of(command: LogIn | LogInStaff, seal: Seal) -> Try:
    kind = "member" if isinstance(command, LogIn) else "staff"
    source = command.source or ""
    return Try(
        seal.fingerprint(f"{kind} {login_name(command)}"), source, seal.fingerprint(f"{source} {command.user_agent}")
    )


def credential_in_force(
    account: Account | None, secrets: IssuedSecrets, idempotency_key: str | None, now: datetime
) -> Credential:
    if account is None or account.is_closed:
        return Credential(None)
    if account.activated_at is not None:
        return Credential(account.password_hash)
    for secret in secrets.recent(account.id, "temporary_password"):
        if secret.opens_for(idempotency_key, now):
            return Credential(secret.secret_hash, secret)
    return Credential(None)


def log_in(
    command: LogIn | LogInStaff,
    login: Login,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
    attempts: Attempts,
    seal: Seal,
) -> SessionView:
    attempt = try_of(command, seal)
    require_patience(attempts.history(attempt, login.now), login.now)
    find = accounts.by_number if isinstance(command, LogIn) else accounts.by_staff_email
    account = find(login_name(command))
    credential = credential_in_force(account, secrets, login.idempotency_key, login.now)
    if account is None or not login.proof.holds_for(credential):
        attempts.failed(attempt, login.now)
        raise BadCredentials("These credentials open nothing.")
    if isinstance(command, LogIn):
        _require_portal(account, command)
    _require_second_factor(account, command.totp, attempt, login.now, attempts, seal)
    if credential.temporary is not None:
        _use_once(credential.temporary, account, login, secrets, sessions)
    elif login.proof.new_hash is not None:
        account.password_hash = login.proof.new_hash
    accounts.save(account)
    attempts.succeeded(attempt, login.now)
    session = Session.open(
        uuid4(),
        account.id,
        account.portal,
        command.channel,
        command.user_agent,
        login.now,
        must_enrol_totp=account.must_enrol_totp,
        opened_with=credential.temporary.id if credential.temporary else None,
    )
    sessions.add(session)
    sessions.add_tokens(session.tokens(*login.tokens, login.now))
    return session.view_with(*login.tokens, login.now)


def _require_portal(account: Account, command: LogIn) -> None:
    if account.portal != command.portal:
        raise WrongPortal("This number belongs to the other portal.", portal=account.portal)


def _require_second_factor(
    account: Account, code: str | None, attempt: Try, now: datetime, attempts: Attempts, seal: Seal
) -> None:
    factor = account.second_factor
    if factor.sealed is None:
        return
    if not code:
        raise SecondFactorRequired("The code of the second factor is needed as well.")
    step = totp.matching_step(seal.open(factor.sealed), code, now, after=factor.last_step)
    if step is None:
        attempts.failed(attempt, now)
        raise BadCredentials("These credentials open nothing.")
    factor.last_step = step


def _use_once(
    temporary: IssuedSecret, account: Account, login: Login, secrets: IssuedSecrets, sessions: Sessions
) -> None:
    """A call delivered again after its answer was lost ends the session of the first run, and opens another."""
    for session in sessions.open_ones(account.id):
        session.end(login.now)
        sessions.save(session)
    temporary.use(login.idempotency_key, login.now)
    secrets.save(temporary)
    account.address_works(temporary.email)
