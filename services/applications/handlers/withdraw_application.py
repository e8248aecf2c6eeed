from datetime import datetime

from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import WithdrawApplication


def withdraw_application(command: WithdrawApplication, actor: Actor, now: datetime, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_owner(actor)
    application.require_version(command.expected_version)
    application.require_withdrawable()
    application.withdraw(at=now)
    applications.save(application)
