from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import ClaimApplication


def claim_application(command: ClaimApplication, actor: Actor, applications: Applications) -> None:
    application = applications.get(command.application_id)
    application.require_submitted_once()
    application.require_version(command.expected_version)
    application.require_complete()
    application.require_claimable_by(actor.id)
    application.claim(actor.id)
    applications.save(application)
