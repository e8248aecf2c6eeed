from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_claimed_by,
    require_complete,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import OverrideRule


def override_rule(command: OverrideRule, actor: Actor, now: datetime, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_complete(application)
    require_claimed_by(application, actor.id)
    applications.look_back(application)
    application.override(command.rule, command.reason, actor.id, at=now)
    applications.save(application)
    return application
