from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity import PutHousehold
from services.identity.domain.plausibility import require_plausible_household
from services.identity.ports import Accounts, Households, RightsRegister


def put_household(
    command: PutHousehold,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    households: Households,
    register: RightsRegister,
) -> None:
    today = day_in_paris(now)
    rights = register.get(actor.id, today.year)  # first, as whoever opens rights does
    account, household = accounts.look_at(actor.id), households.get(actor.id)
    household.require_version(command.expected_version)
    told = command.family_situation, command.partner, command.children, command.parts
    household.replace(*told, today, command.from_date)
    birth_year = account.birth_date.year if account.birth_date else None
    require_plausible_household(household, birth_year, rights.figures.parts if rights.is_settled else None)
    households.save(household)
