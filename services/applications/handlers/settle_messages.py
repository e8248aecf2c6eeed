from services.applications.domain.guards import require_submitted_once
from services.applications.ports import Applications, Messages
from services.contracts.applications import SettleMessages


def settle_messages(command: SettleMessages, applications: Applications, messages: Messages) -> None:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    application.settle_messages(messages.unseen_since(application.id, command.seen))
    applications.save(application)
