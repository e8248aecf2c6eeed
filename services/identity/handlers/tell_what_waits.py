from collections.abc import Callable
from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.waiting import StaffWaitingView
from services.identity.domain.waiting import day_to_tell
from services.identity.ports import Accounts

AT_ONCE = 50


def tell_what_waits(now: datetime, accounts: Accounts, waiting: Callable[[Actor], StaffWaitingView]) -> None:
    """That it was looked at is kept with what is told of it: cut off in between, both are done later or neither."""
    day = day_to_tell(now)
    if day is None:
        return
    for account in accounts.not_told_since(day, AT_ONCE):
        account.tell_what_waits(day, waiting(account.actor()))
        accounts.save(account)
