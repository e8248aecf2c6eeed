from datetime import datetime
from uuid import UUID

from services.contracts.identity.survivors import GiveSurvivorAccess, SurvivorHasAccess
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.domain.survivors import require_deceased, survivor_of
from services.identity.ports import Accounts, IssuedSecrets, Sessions, Survivors


def give_survivor_access(
    command: GiveSurvivorAccess,
    new_id: UUID,
    draft: Draft,
    now: datetime,
    accounts: Accounts,
    survivors: Survivors,
    secrets: IssuedSecrets,
    sessions: Sessions,
) -> Account:
    """What the deceased had under way stays as it is; their account opens to nobody any more."""
    deceased = require_deceased(survivors.member_within_reach(command.deceased_number))
    if survivors.has_open_access(deceased.id, command.email):
        raise SurvivorHasAccess.at("/email", "An access was given to this address already.")
    survivor = survivor_of(deceased, command, new_id, accounts.next_free_number(), now)
    accounts.add(survivor)
    deceased.close(now, "deceased")
    accounts.save(deceased)
    secrets.revoke_all(deceased.id)
    sessions.end_all(deceased.id)
    issued = issue_secret(draft, survivor.id, "number_reminder", survivor.email, [], now)
    if issued is not None:
        secrets.add(issued, instead_of=[])
    return survivor
