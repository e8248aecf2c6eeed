from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_claimed_by,
    require_complete,
    require_known_items,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications, Messages
from services.contracts.actor import Actor
from services.contracts.applications import RequestItems


def request_items(
    command: RequestItems, actor: Actor, now: datetime, applications: Applications, messages: Messages
) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_complete(application)
    require_claimed_by(application, actor.id)
    require_known_items(application, command.items)
    messages.add(application.request(command.items, command.message, actor.id, at=now))
    applications.save(application)
    return application
