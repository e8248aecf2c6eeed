from datetime import datetime

from services.applications.domain.guards import require_may_refuse
from services.applications.domain.rulings import Rulings
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import RefuseDecisionCorrection


def refuse_decision_correction(
    command: RefuseDecisionCorrection, actor: Actor, now: datetime, applications: Applications, rulings: RulingBook
) -> Rulings:
    after = rulings.of(applications.get(rulings.application_of_correction(command.correction_id)))
    require_may_refuse(after.waiting_correction, actor)
    after.refuse(command.correction_id, actor.id, at=now)
    rulings.save(after)
    return after
