from datetime import datetime

from services.contracts.base import Done
from services.contracts.identity.recovery import RequestNumberReminder
from services.identity.domain.accounts import NOBODY
from services.identity.domain.attempts import REQUESTS_WINDOW, require_few_requests
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.domain.numbers import identity_key
from services.identity.ports import Accounts, Attempts, IssuedSecrets


def request_number_reminder(
    command: RequestNumberReminder,
    draft: Draft,
    at_most: int,
    now: datetime,
    accounts: Accounts,
    secrets: IssuedSecrets,
    attempts: Attempts,
) -> Done:
    """The mail goes to the address that is kept, never to one that was typed; to one person so often and no more."""
    source = command.source or ""
    require_few_requests(attempts.recent_requests(source, now - REQUESTS_WINDOW), at_most)
    attempts.requested(source, now)
    person = identity_key(command.family_name, command.given_name, command.birth_date)
    account = accounts.by_person(person, command.email)
    recent = secrets.recent(account.id if account else NOBODY, "number_reminder")
    if account is None:
        return Done()
    issued = issue_secret(draft, account.id, "number_reminder", account.email, recent, now)
    if issued is not None:
        secrets.add(issued, instead_of=recent)
    return Done()
