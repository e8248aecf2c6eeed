from datetime import datetime

from services.contracts.calendar import day_in_paris
from services.identity.ports import Accounts, EstablishmentChanges

AT_ONCE = 200


def make_due_establishment_changes(now: datetime, accounts: Accounts, changes: EstablishmentChanges) -> None:
    """Those whose day has come in Paris. The account is held first, as by whoever tells another one meanwhile."""
    today = day_in_paris(now)
    for member_id in changes.members_due(today, AT_ONCE):
        account = accounts.get(member_id)
        for change in changes.planned_of(member_id):
            if change.is_due(today):
                change.make(account.establishment_id or change.establishment_id, now)
                account.work_at(change.establishment_id)
                changes.save(change)
        accounts.save(account)
