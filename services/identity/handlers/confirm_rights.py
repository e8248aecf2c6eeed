from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.rights import ConfirmRights
from services.identity.domain.rights import Figures
from services.identity.ports import RightsRegister


def confirm_rights(command: ConfirmRights, actor: Actor, now: datetime, register: RightsRegister) -> None:
    rights = register.by_id(command.rights_id)
    figures = Figures(command.reference_tax_income, command.monthly_family_allowances, command.parts)
    rights.confirm(figures, actor.id, now, seen=command.expected_version)
    register.save(rights)
