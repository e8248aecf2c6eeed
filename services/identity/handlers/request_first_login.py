from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity import RequestFirstLogin
from services.identity.domain.accounts import NOBODY
from services.identity.domain.attempts import REQUESTS_WINDOW, require_few_requests
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.ports import Accounts, Attempts, IssuedSecrets


def request_first_login(
    command: RequestFirstLogin,
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
    account = accounts.by_number("".join(command.cgos_number.split()))
    if account is None or not account.may_log_in_first:
        secrets.recent(NOBODY, "temporary_password")
        return Done()
    recent = secrets.recent(account.id, "temporary_password")
    issued = issue_secret(draft, account.id, "temporary_password", account.email, recent, now)
    if issued is not None:
        secrets.add(issued, instead_of=recent)
    return Done()
