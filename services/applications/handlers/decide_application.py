from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_claimed_by,
    require_complete,
    require_submitted_once,
    require_version,
)
from services.applications.domain.rules.check import Say, require_rules
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import DecideApplication


def decide_application(
    command: DecideApplication, actor: Actor, now: datetime, applications: Applications, rulings: RulingBook, say: Say
) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_complete(application)
    require_claimed_by(application, actor.id)
    applications.look_back(application)
    if command.outcome == "approved":
        require_rules(application.assess(now).blocking, say)
    application.decide(command.outcome, command.amount, command.reason, at=now)
    applications.save(application)
    rulings.save(rulings.of(application))
    return application
