from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity import PutHousehold
from services.identity.ports import Households


def put_household(command: PutHousehold, actor: Actor, now: datetime, households: Households) -> None:
    household = households.get(actor.id)
    household.require_version(command.expected_version)
    told = command.family_situation, command.partner, command.children, command.parts
    household.replace(*told, day_in_paris(now), command.from_date)
    households.save(household)
