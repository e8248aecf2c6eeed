from services.applications.domain.guards import is_in
from services.applications.ports import Applications
from services.contracts.actor import Role
from services.contracts.identity import StaffRolesChanged


def on_staff_roles_changed(event: StaffRolesChanged, applications: Applications) -> None:
    """What they may no longer work on is anybody's again."""
    for application in applications.claimed_by(event.account_id):
        if Role.OFFICER in event.roles and is_in(application, event.regions):
            continue
        application.release()
        applications.save(application)
