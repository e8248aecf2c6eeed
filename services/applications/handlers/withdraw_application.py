from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import require_owner, require_version, require_withdrawable
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import WithdrawApplication


def withdraw_application(
    command: WithdrawApplication, actor: Actor, now: datetime, applications: Applications
) -> Application:
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_withdrawable(application)
    application.withdraw(at=now)
    applications.save(application)
    return application
