from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity.establishment_changes import ChangeEstablishment
from services.identity.domain.establishment_changes import Days, EstablishmentChange, require_elsewhere
from services.identity.ports import Accounts, Departures, EstablishmentChanges, Establishments


def change_establishment(
    command: ChangeEstablishment,
    new_id: UUID,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    establishments: Establishments,
    changes: EstablishmentChanges,
    departures: Departures,
) -> EstablishmentChange:
    """The account is held: of two tabs the second finds what the first has told."""
    account = accounts.get(actor.id)
    account.require_version(command.expected_version)
    establishments.get(command.establishment_id)
    require_elsewhere(command.establishment_id, account.establishment_id, "/establishment_id")
    today = day_in_paris(now)
    Days.open_on(today, changes.last_made_from(account.id)).require(command.from_date)
    present = account.establishment_id or command.establishment_id
    number = changes.next_number(account.id)
    change = EstablishmentChange(
        new_id, account.id, present, command.establishment_id, command.from_date, asked_at=now, number=number
    )
    for planned in changes.planned_of(account.id):
        planned.replace()
        changes.save(planned)
    for departure in departures.open_of(account.id):
        departure.follow(now)
        departures.save(departure)
    account.depart(None)
    if change.is_due(today):
        account.work_at(change.establishment_id)
        change.make(present, now)
    else:
        account.version += 1  # whoever looked before does not know what is planned
    accounts.save(account)
    changes.add(change)
    return change
