from datetime import datetime

from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import SubmitApplication


def submit_application(command: SubmitApplication, actor: Actor, now: datetime, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_owner(actor)
    application.require_version(command.expected_version)
    application.require_draft()
    application.require_open(on=now)
    application.submit(at=now)
    applications.save(application)
