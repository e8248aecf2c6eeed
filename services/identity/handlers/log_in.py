from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from services.contracts.actor import VISITOR
from services.contracts.base import Event
from services.contracts.identity import Acted, LogIn, LogInStaff, SessionView
from services.contracts.identity.refusals import BadCredentials, SecondFactorRequired, WrongPortal
from services.identity.domain.accounts import Account
from services.identity.domain.attempts import Try, require_patience
from services.identity.domain.credentials import Credential, Proof
from services.identity.domain.issued_secrets import IssuedSecret
from services.identity.domain.lost_factor import spends_code
from services.identity.domain.sessions import Session, end_others
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
    device = seal.fingerprint(f"device {command.device}") if command.device else ""
    return Try(seal.fingerprint(f"{kind} {login_name(command)}"), command.source or "", device)


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
    tell: Callable[[Event], None],
) -> SessionView:
    attempt = try_of(command, seal)
    require_patience(attempts.history(attempt, login.now), login.now)
    find = accounts.by_number if isinstance(command, LogIn) else accounts.by_staff_email
    account = find(login_name(command))
    credential = credential_in_force(account, secrets, login.idempotency_key, login.now)
    if account is None or not login.proof.holds_for(credential):
        raise _refused(command, account, attempt, login.now, attempts, tell)
    if isinstance(command, LogIn):
        _require_portal(account, command)
    if not _second_factor_holds(account, command.totp, login.now, seal):
        raise _refused(command, account, attempt, login.now, attempts, tell)
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
    if account.is_staff:
        tell(Acted.by(account.actor(session.id), "signed_in", login.now, "account", account.id))
    return session.view_with(*login.tokens, login.now)


def _require_portal(account: Account, command: LogIn) -> None:
    if account.portal != command.portal:
        raise WrongPortal("This number belongs to the other portal.", portal=account.portal)


def _refused(
    command: LogIn | LogInStaff,
    account: Account | None,
    attempt: Try,
    now: datetime,
    attempts: Attempts,
    tell: Callable[[Event], None],
) -> BadCredentials:
    """Told of an address that nobody has as well: an account shall not be known by the time that its refusal takes."""
    attempts.failed(attempt, now)
    if isinstance(command, LogInStaff):
        tell(Acted.by(VISITOR, "sign_in_refused", now, "account", account.id if account else None))
    return BadCredentials("These credentials open nothing.")


def _second_factor_holds(account: Account, code: str | None, now: datetime, seal: Seal) -> bool:
    """Raises SecondFactorRequired."""
    if not account.second_factor.enrolled:
        return True
    if not code:
        raise SecondFactorRequired("The code of the second factor is needed as well.")
    return spends_code(account, code, seal.open, now)


def _use_once(
    temporary: IssuedSecret, account: Account, login: Login, secrets: IssuedSecrets, sessions: Sessions
) -> None:
    """A call delivered again after its answer was lost ends the session of the first run, and opens another."""
    for session in end_others(sessions.open_ones(account.id), None, login.now):
        sessions.save(session)
    temporary.use(login.idempotency_key, login.now)
    secrets.save(temporary)
    account.address_works(temporary.email)
