from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import require_editable, require_owner, require_version
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import SaveAnswers


def save_answers(command: SaveAnswers, actor: Actor, now: datetime, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_editable(application)
    application.save_answers(command.answers, at=now)
    applications.save(application)
    return application
