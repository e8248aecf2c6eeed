from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_free_or_held_by,
    require_incomplete,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import KeepOpen


def keep_open(command: KeepOpen, actor: Actor, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_incomplete(application)
    require_free_or_held_by(application, actor.id)
    application.keep_open(actor.id)
    applications.save(application)
    return application
