from services.applications.domain.application import Application
from services.applications.domain.guards import require_claimed_by, require_submitted_once, require_version
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import TakeOverRights


def take_over_rights(command: TakeOverRights, actor: Actor, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_claimed_by(application, actor.id)
    application.take_over(command.revision, actor.id)
    applications.save(application)
    return application
