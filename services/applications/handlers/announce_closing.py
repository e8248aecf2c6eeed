from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_free_or_held_by,
    require_incomplete,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import AnnounceClosing


def announce_closing(command: AnnounceClosing, actor: Actor, now: datetime, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_incomplete(application)
    require_free_or_held_by(application, actor.id)
    application.announce_closing(command.reason, actor.id, at=now)
    applications.save(application)
    return application
