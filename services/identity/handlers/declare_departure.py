from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity.departures import DeclareDeparture
from services.identity.domain.departures import (
    Departure,
    require_member_within_reach,
    require_not_declared,
    require_plausible_day,
)
from services.identity.ports import Accounts, Departures, Establishments


def declare_departure(
    command: DeclareDeparture,
    new_id: UUID,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    departures: Departures,
    establishments: Establishments,
) -> Departure:
    found = accounts.by_number(command.cgos_number)
    place = establishments.get(found.establishment_id) if found and found.establishment_id else None
    member, establishment_id = require_member_within_reach(found, place, actor, command.callers)
    require_plausible_day(command.left_on, day_in_paris(now))
    require_not_declared(member)
    departure = Departure(new_id, member.id, establishment_id, command.left_on, actor.id, now)
    departure.declared()
    member.depart(command.left_on)
    accounts.save(member)
    departures.add(departure)
    return departure
