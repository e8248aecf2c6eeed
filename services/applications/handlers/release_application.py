from services.applications.domain.application import Application
from services.applications.domain.guards import require_held_by, require_submitted_once, require_version
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import ReleaseApplication


def release_application(command: ReleaseApplication, actor: Actor, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_held_by(application, actor.id)
    application.release()
    applications.save(application)
    return application
