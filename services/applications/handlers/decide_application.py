from datetime import datetime

from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import DecideApplication


def decide_application(command: DecideApplication, actor: Actor, now: datetime, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_submitted_once()
    application.require_version(command.expected_version)
    application.require_complete()
    application.require_claimed_by(actor.id)
    application.decide(command.outcome, command.amount, command.reason, at=now)
    applications.save(application)
