from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.departures import WithdrawDeparture
from services.identity.ports import Accounts, Departures, Establishments


def withdraw_departure(
    command: WithdrawDeparture,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    departures: Departures,
    establishments: Establishments,
) -> None:
    """The account first, as everybody holds them."""
    seen = departures.look_at(command.departure_id)
    seen.require_within_reach_of(actor, command.callers, establishments.get(seen.establishment_id).region)
    member = accounts.get(seen.member_id)
    departure = departures.get(command.departure_id)
    departure.withdraw(now)
    member.depart(None)
    accounts.save(member)
    departures.save(departure)
