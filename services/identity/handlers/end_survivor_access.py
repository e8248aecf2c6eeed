from datetime import datetime

from services.contracts.identity.survivors import EndSurvivorAccess
from services.identity.domain.accounts import Account
from services.identity.ports import Accounts, IssuedSecrets, Sessions, Survivors


def end_survivor_access(
    command: EndSurvivorAccess,
    now: datetime,
    accounts: Accounts,
    survivors: Survivors,
    secrets: IssuedSecrets,
    sessions: Sessions,
) -> Account:
    survivor = survivors.get(command.survivor_id)
    end(survivor, now, accounts, secrets, sessions)
    return survivor


def end(survivor: Account, now: datetime, accounts: Accounts, secrets: IssuedSecrets, sessions: Sessions) -> None:
    survivor.close(now, "survivor access ended")
    accounts.save(survivor)
    secrets.revoke_all(survivor.id)
    sessions.end_all(survivor.id)
