from datetime import datetime

from services.applications.domain.guards import require_submitted_once
from services.applications.ports import Applications, Messages
from services.contracts.applications import SettleMessages


def settle_messages(command: SettleMessages, now: datetime, applications: Applications, messages: Messages) -> None:
    """Who says so has read it."""
    application = applications.get(command.application_id)
    require_submitted_once(application)
    unseen_since = messages.unseen_since(application.id, command.seen)
    application.settle_messages(unseen_since)
    if unseen_since is None:
        messages.mark_read(application.id, "officer", at=now)
        application.mark_read("officer")
    applications.save(application)
