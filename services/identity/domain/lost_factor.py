"""A second factor that is lost: codes that stand in for it, and its reset, of which its owner is told first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.contracts.identity import RecoveryCodesMade, RecoveryCodeUsed, SecondFactorReset
from services.contracts.identity.refusals import LinkExpired, SecondFactorNotEnrolled
from services.identity.domain import recovery_codes
from services.identity.domain.accounts import Account
from services.identity.domain.second_factor import SecondFactor

FACTOR_RESETS_WAIT = timedelta(hours=72)
"""From the asking to the reset of a member's second factor: so long its owner has to say that it was not them."""


def make_recovery_codes(account: Account, codes: list[str]) -> None:
    account.second_factor.recovery = [recovery_codes.hash_of(code) for code in codes]
    account.events.append(RecoveryCodesMade(account_id=account.id, portal=account.portal))


def spends_code(account: Account, code: str, opened: Callable[[str], str], now: datetime) -> bool:
    """Of the second factor, or one that stands in for it."""
    factor = account.second_factor
    if factor.spends(code, opened, now):
        return True
    if not factor.spends_recovery(code):
        return False
    left = len(factor.recovery)
    account.events.append(RecoveryCodeUsed(account_id=account.id, portal=account.portal, left=left))
    return True


def ask_for_factor_reset(account: Account, now: datetime) -> bool:
    """False where that was done before: neither the day changes nor is anybody told again."""
    if not account.second_factor.enrolled:
        raise SecondFactorNotEnrolled("This account has no second factor.")
    if account.second_factor.reset_due_at is not None:
        return False
    account.second_factor.reset_due_at = now + FACTOR_RESETS_WAIT
    account.version += 1
    return True


def keep_factor(account: Account) -> None:
    if account.second_factor.reset_due_at is None:
        raise LinkExpired("There is nothing to call off.")
    account.second_factor.reset_due_at = None
    account.version += 1


def reset_second_factor(account: Account) -> None:
    if account.second_factor.enrolled:
        account.second_factor = SecondFactor()
        account.version += 1
        account.events.append(SecondFactorReset(account_id=account.id, portal=account.portal))
