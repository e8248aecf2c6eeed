from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_claimable_by,
    require_complete,
    require_submitted_once,
    require_version,
)
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import ClaimApplication


def claim_application(command: ClaimApplication, actor: Actor, applications: Applications) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_complete(application)
    require_claimable_by(application, actor.id)
    application.claim(actor.id)
    applications.save(application)
    return application
