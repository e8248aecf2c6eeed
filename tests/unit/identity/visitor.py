"""Logging in and keeping an account against the fakes, as the service does it: the proof first, then the use case."""

from itertools import count
from typing import Any

from services.contracts.actor import Actor
from services.contracts.base import Done
from services.contracts.identity import (
    ChangeEmail,
    ConfirmEmail,
    ConfirmTotp,
    EnrolTotp,
    LogIn,
    LogInStaff,
    SessionView,
    TotpEnrolmentView,
)
from services.identity.domain.accounts import Account
from services.identity.domain.reauthentication import OwnProof
from services.identity.handlers.change_email import change_email
from services.identity.handlers.confirm_email import confirm_email
from services.identity.handlers.confirm_totp import confirm_totp
from services.identity.handlers.enrol_totp import enrol_totp
from services.identity.handlers.log_in import Login, credential_in_force, log_in, login_name
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import link_draft, proof

OWN_PASSWORD = "lampadaire tortue violette"
_numbers = count(1)


def tries(identity: Identity, command: LogIn | LogInStaff, key: str | None = None) -> SessionView:
    find = identity.accounts.by_number if isinstance(command, LogIn) else identity.accounts.by_staff_email
    now = identity.clock.now
    credential = credential_in_force(find(login_name(command)), identity.secrets, key, now)
    number = next(_numbers)
    login = Login(proof(command.password, credential.hash), (f"access {number}", f"refresh {number}"), key, now)
    stores = identity.accounts, identity.secrets, identity.sessions, identity.attempts
    return log_in(command, login, *stores, identity.seal, identity.told.append)


def logs_in(identity: Identity, account: Account, password: str = OWN_PASSWORD, **others: Any) -> SessionView:
    key = others.pop("key", None)
    if account.is_staff:
        return tries(identity, LogInStaff(email=account.email, password=password, **others), key)
    portal = others.pop("portal", account.portal)
    number = account.cgos_number or ""
    return tries(identity, LogIn(cgos_number=number, password=password, portal=portal, **others), key)


def in_session(identity: Identity, account: Account) -> Actor:
    """Signed in, in the session that was opened last."""
    return Actor(subject=str(account.id), session_id=list(identity.sessions.known)[-1])


def own_proof(identity: Identity, actor: Actor, command: ChangeEmail | EnrolTotp) -> OwnProof:
    in_force = identity.accounts.get(actor.id).password_hash
    password = command.current_password
    return OwnProof(proof(password, in_force) if password is not None else None, command.totp or None)


def asks_for_address(identity: Identity, actor: Actor, email: str = "ines@example.com", **given: str) -> str:
    """The token that the new address gets."""
    draft = link_draft()
    command = ChangeEmail.model_validate({"email": email, **(given or {"current_password": OWN_PASSWORD})})
    stores = identity.accounts, identity.secrets, identity.attempts, identity.seal
    change_email(command, own_proof(identity, actor, command), draft, actor, identity.clock.now, *stores)
    return identity.seal.link_token(draft.delivery_id)


def confirms_address(identity: Identity, actor: Actor, token: str) -> Done:
    stores = identity.accounts, identity.secrets, identity.sessions
    return confirm_email(ConfirmEmail(token=token), actor, identity.clock.now, *stores)


def asks_for_factor(identity: Identity, actor: Actor, **given: str) -> TotpEnrolmentView:
    proven = own_proof(identity, actor, EnrolTotp.model_validate(given))
    stores = identity.accounts, identity.sessions, identity.attempts, identity.seal
    return enrol_totp(proven, actor, identity.clock.now, *stores)


def confirms_factor(identity: Identity, actor: Actor, code: str) -> Done:
    stores = identity.accounts, identity.secrets, identity.sessions, identity.attempts, identity.seal
    return confirm_totp(ConfirmTotp(code=code), actor, identity.clock.now, *stores)
