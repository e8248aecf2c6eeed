from services.applications.domain.application import Application
from services.applications.domain.guards import require_submitted_once
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import ClaimAppeal


def claim_appeal(command: ClaimAppeal, actor: Actor, applications: Applications, rulings: RulingBook) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    after = rulings.of(application)
    after.claim(actor.id)
    rulings.save(after)
    applications.save(application)
    return application
