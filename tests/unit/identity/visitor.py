"""Logging in against the fakes, as the service does it: the proof first, then the use case."""

from itertools import count
from typing import Any

from services.contracts.identity import LogIn, LogInStaff, SessionView
from services.identity.domain.accounts import Account
from services.identity.handlers.log_in import Login, credential_in_force, log_in, login_name
from tests.unit.identity.fakes import Identity
from tests.unit.identity.glass import proof

OWN_PASSWORD = "lampadaire tortue violette"
_numbers = count(1)


def tries(identity: Identity, command: LogIn | LogInStaff, key: str | None = None) -> SessionView:
    find = identity.accounts.by_number if isinstance(command, LogIn) else identity.accounts.by_staff_email
    now = identity.clock.now
    credential = credential_in_force(find(login_name(command)), identity.secrets, key, now)
    number = next(_numbers)
    login = Login(proof(command.password, credential.hash), (f"access {number}", f"refresh {number}"), key, now)
    return log_in(
        command, login, identity.accounts, identity.secrets, identity.sessions, identity.attempts, identity.seal
    )


def logs_in(identity: Identity, account: Account, password: str = OWN_PASSWORD, **others: Any) -> SessionView:
    key = others.pop("key", None)
    if account.is_staff:
        return tries(identity, LogInStaff(email=account.email, password=password, **others), key)
    portal = others.pop("portal", account.portal)
    number = account.cgos_number or ""
    return tries(identity, LogIn(cgos_number=number, password=password, portal=portal, **others), key)
