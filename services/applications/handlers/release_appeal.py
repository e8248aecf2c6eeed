from services.applications.domain.application import Application
from services.applications.domain.guards import require_appeal_held_by, require_submitted_once
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Actor
from services.contracts.applications import ReleaseAppeal


def release_appeal(
    command: ReleaseAppeal, actor: Actor, applications: Applications, rulings: RulingBook
) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    after = rulings.of(application)
    require_appeal_held_by(after.open_appeal, actor.id)
    after.release()
    rulings.save(after)
    applications.save(application)
    return application
