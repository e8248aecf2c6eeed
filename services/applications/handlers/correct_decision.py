from datetime import datetime

from services.applications.domain.guards import require_submitted_once
from services.applications.domain.rulings import Rulings
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import CorrectDecision


def correct_decision(
    command: CorrectDecision, actor: Actor, now: datetime, applications: Applications, rulings: RulingBook
) -> Rulings:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    applications.look_back(application)
    after = rulings.of(application)
    after.propose(command.outcome, command.amount, command.reason, actor.id, at=now)
    rulings.save(after)
    return after
