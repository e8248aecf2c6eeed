from datetime import datetime

from services.identity.handlers.end_survivor_access import end
from services.identity.ports import Accounts, IssuedSecrets, Sessions, Survivors

AT_ONCE = 50


def end_due_survivor_accesses(
    now: datetime, accounts: Accounts, survivors: Survivors, secrets: IssuedSecrets, sessions: Sessions
) -> None:
    for survivor in survivors.due(now, AT_ONCE):
        end(survivor, now, accounts, secrets, sessions)
