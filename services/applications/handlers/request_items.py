from datetime import datetime

from services.applications.ports import Applications, Messages
from services.contracts.actor import Actor
from services.contracts.applications import RequestItems


def request_items(
    command: RequestItems, actor: Actor, now: datetime, applications: Applications, messages: Messages
) -> None:
    application = applications.get(command.application_id)
    application.require_submitted_once()
    application.require_version(command.expected_version)
    application.require_complete()
    application.require_claimed_by(actor.id)
    application.require_known_items(command.items)
    messages.add(application.request(command.items, command.message, actor.id, at=now))
    applications.save(application)
