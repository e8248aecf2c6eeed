from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import DetachDocument


def detach_document(command: DetachDocument, actor: Actor, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_owner(actor)
    application.require_version(command.expected_version)
    application.require_editable()
    application.detach(command.slot)
    applications.save(application)
