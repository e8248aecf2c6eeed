from typing import NamedTuple

from services.identity.domain.accounts import Account
from services.identity.ports import Accounts, Seal

AT_ONCE = 200


class Resealed(NamedTuple):
    anew: int
    unreadable: int
    """Closed with a key that is not given any more: these people enrol again."""


def reseal_second_factors(accounts: Accounts, seal: Seal) -> Resealed:
    """After the server's key was replaced. Where nothing was closed anew, nothing is left to do."""
    others = accounts.closed_with_other_keys(seal.key_id, AT_ONCE)
    anew = sum(_reseal(account, accounts, seal) for account in others)
    return Resealed(anew, len(others) - anew)


def _reseal(account: Account, accounts: Accounts, seal: Seal) -> bool:
    factor = account.second_factor
    sealed, pending = (each and seal.closed_anew(each) for each in (factor.sealed, factor.pending))
    if (factor.sealed and not sealed) or (factor.pending and not pending):
        return False
    factor.sealed, factor.pending = sealed, pending
    accounts.save(account)
    return True
