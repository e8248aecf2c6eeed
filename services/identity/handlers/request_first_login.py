from datetime import datetime, timedelta
from uuid import UUID

from services.contracts.base import Done
from services.contracts.identity import RequestFirstLogin, RequestPasswordReset
from services.identity.domain.attempts import require_few_requests
from services.identity.handlers.issue_secret import issue_secret
from services.identity.handlers.ports import Accounts, Attempts, IssuedSecrets
from services.identity.handlers.proofs import Draft

NOBODY = UUID(int=0)
"""Looked up where there is no account, so that finding one does not show in the time."""
REQUESTS_WINDOW = timedelta(minutes=10)


def count_request(source: str | None, at_most: int, now: datetime, attempts: Attempts) -> None:
    require_few_requests(attempts.recent_requests(source or "", now - REQUESTS_WINDOW), at_most, REQUESTS_WINDOW)
    attempts.requested(source or "", now)


def request_first_login(
    command: RequestFirstLogin,
    draft: Draft,
    at_most: int,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
) -> Done:
    count_request(command.source, at_most, now, attempts)
    account = accounts.by_number("".join(command.cgos_number.split()))
    if account is not None and account.may_log_in_first:
        issue_secret(account, "temporary_password", account.email, draft, now, secrets)
    else:
        secrets.recent(NOBODY, "temporary_password")
    return Done()


def request_password_reset(
    command: RequestPasswordReset,
    draft: Draft,
    at_most: int,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
) -> Done:
    count_request(command.source, at_most, now, attempts)
    account = None
    if command.cgos_number:
        account = accounts.by_number("".join(command.cgos_number.split()))
    elif command.email:
        account = accounts.by_staff_email(command.email)
    if account is not None and account.may_reset_password:
        issue_secret(account, "password_reset", account.email, draft, now, secrets)
    else:
        secrets.recent(NOBODY, "password_reset")
    return Done()
