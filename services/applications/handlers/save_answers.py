from datetime import datetime

from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import SaveAnswers


def save_answers(command: SaveAnswers, actor: Actor, now: datetime, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_owner(actor)
    application.require_version(command.expected_version)
    application.require_editable()
    application.save_answers(command.answers, at=now)
    applications.save(application)
