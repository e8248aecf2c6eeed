from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity import RequestPasswordReset
from services.identity.domain.accounts import NOBODY
from services.identity.domain.attempts import REQUESTS_WINDOW, require_few_requests
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.ports import Accounts, Attempts, IssuedSecrets


def request_password_reset(
    command: RequestPasswordReset,
    draft: Draft,
    at_most: int,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
) -> Done:
    source = command.source or ""
    require_few_requests(attempts.recent_requests(source, now - REQUESTS_WINDOW), at_most)
    attempts.requested(source, now)
    account = None
    if command.cgos_number:
        account = accounts.by_number("".join(command.cgos_number.split()))
    elif command.email:
        account = accounts.by_staff_email(command.email)
    if account is None or not account.may_reset_password:
        secrets.recent(NOBODY, "password_reset")
        return Done()
    recent = secrets.recent(account.id, "password_reset")
    issued = issue_secret(draft, account.id, "password_reset", account.address_for_reset(now), recent, now)
    if issued is not None:
        secrets.add(issued, instead_of=recent)
    return Done()
