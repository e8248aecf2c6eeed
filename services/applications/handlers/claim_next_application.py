from services.applications.domain.application import Application
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import ClaimNextApplication, NothingToClaim


def claim_next_application(command: ClaimNextApplication, actor: Actor, applications: Applications) -> Application:
    application = applications.next_to_claim(actor.id, command.besides)
    if application is None:
        raise NothingToClaim
    application.claim(actor.id)
    applications.save(application)
    return application
