from services.applications.domain.application import Application
from services.applications.domain.guards import require_editable, require_owner, require_version
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import DetachDocument


def detach_document(command: DetachDocument, actor: Actor, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_owner(application, actor)
    require_version(application, command.expected_version)
    require_editable(application)
    application.detach(command.slot)
    applications.save(application)
    return application
