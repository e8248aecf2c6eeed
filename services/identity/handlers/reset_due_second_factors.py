from datetime import datetime

from services.identity.domain.lost_factor import reset_second_factor
from services.identity.ports import Accounts, IssuedSecrets, Sessions

AT_ONCE = 100


def reset_due_second_factors(now: datetime, accounts: Accounts, secrets: IssuedSecrets, sessions: Sessions) -> int:
    """Those that nobody called off. Links that are out die with them: one alone would be the account."""
    due = accounts.with_factor_reset_due(now, AT_ONCE)
    for account in due:
        reset_second_factor(account)
        accounts.save(account)
        secrets.revoke_all(account.id)
        sessions.end_all(account.id)
    return len(due)
