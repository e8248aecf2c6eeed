from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_held_by,
    require_incomplete,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications, Documents
from services.contracts.actor import Actor
from services.contracts.applications import CancelRequest


def cancel_request(
    command: CancelRequest, actor: Actor, now: datetime, applications: Applications, documents: Documents
) -> Application:
    papers = documents.known(applications.papers_to_come(command.application_id))
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_held_by(application, actor.id)
    require_incomplete(application)
    application.cancel_request(command.items, actor.id, papers, at=now)
    applications.save(application)
    return application
