from datetime import datetime

from services.applications.domain.rulings import Rulings
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import ConfirmDecisionCorrection


def confirm_decision_correction(
    command: ConfirmDecisionCorrection, actor: Actor, now: datetime, applications: Applications, rulings: RulingBook
) -> Rulings:
    application = applications.get(rulings.application_of_correction(command.correction_id))
    applications.look_back(application)
    after = rulings.of(application)
    after.confirm(command.correction_id, actor.id, at=now)
    rulings.save(after)
    applications.save(application)
    return after
