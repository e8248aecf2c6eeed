from datetime import datetime

from services.applications.domain.application import Application
from services.applications.domain.guards import require_held_by, require_submitted_once, require_version
from services.applications.domain.rules.check import Say
from services.applications.ports import Applications, Documents
from services.contracts.actor import Actor
from services.contracts.applications import SettleAmendment


def settle_amendment(
    command: SettleAmendment, actor: Actor, now: datetime, applications: Applications, documents: Documents, say: Say
) -> Application:
    papers = documents.known(applications.papers_to_come(command.application_id))
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_held_by(application, actor.id)
    applications.look_back(application)
    application.settle(command.amendment_id, command.accept, command.reason, actor.id, papers, now, say)
    applications.save(application)
    return application
