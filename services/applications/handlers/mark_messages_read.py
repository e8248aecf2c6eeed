from datetime import datetime

from services.applications.domain.guards import require_side
from services.applications.ports import Applications, Messages
from services.contracts.actor import Actor
from services.contracts.applications import MarkMessagesRead


def mark_messages_read(
    command: MarkMessagesRead, actor: Actor, now: datetime, applications: Applications, messages: Messages
) -> None:
    application = applications.get(command.application_id)
    reader = require_side(application, actor)
    messages.mark_read(application.id, reader, at=now)
    application.mark_read(reader)
    applications.save(application)
