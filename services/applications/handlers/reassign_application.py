from services.applications.domain.application import Application
from services.applications.domain.guards import (
    require_good_for,
    require_mine_to_give,
    require_submitted_once,
    require_undecided,
    require_version,
)
from services.applications.ports import Applications
from services.contracts.actor import Actor
from services.contracts.applications import ReassignApplication, UnknownOfficer
from services.contracts.identity.officers import OfficerView


def reassign_application(
    command: ReassignApplication, actor: Actor, applications: Applications, officer: OfficerView | None
) -> Application:
    application = applications.get(command.application_id)
    require_submitted_once(application)
    require_version(application, command.expected_version)
    require_undecided(application)
    require_mine_to_give(application, actor)
    if officer is None:
        raise UnknownOfficer.at("/officer_id", "Nobody who reviews applications.")
    require_good_for(application, officer.regions)
    application.reassign(officer.id)
    applications.save(application)
    return application
