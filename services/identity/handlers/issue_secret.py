"""Issuing a secret that travels by e-mail: the newest one alone opens anything."""

from datetime import datetime

from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import IssuedSecret, Purpose, another_is_due
from services.identity.handlers.ports import IssuedSecrets
from services.identity.handlers.proofs import Draft


def issue_secret(
    account: Account, purpose: Purpose, email: str, draft: Draft, now: datetime, secrets: IssuedSecrets
) -> bool:
    """False, and nothing done, where too many were asked for in the hour: the last one stands."""
    recent = secrets.recent(account.id, purpose)
    if not another_is_due(recent, now):
        return False
    for previous in recent:
        if previous.is_live(now):
            previous.revoke(now)
            secrets.save(previous)
    secrets.add(IssuedSecret.issue(draft.delivery_id, account.id, purpose, draft.secret_hash, email, now))
    return True
