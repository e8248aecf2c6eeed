from services.applications.domain.guards import is_in
from services.applications.ports import Applications, RulingBook
from services.contracts.actor import Role
from services.contracts.identity import StaffRolesChanged


def on_staff_roles_changed(event: StaffRolesChanged, applications: Applications, rulings: RulingBook) -> None:
    """What they may no longer work on is anybody's again."""
    for application in applications.claimed_by(event.account_id):
        if Role.OFFICER in event.roles and is_in(application, event.regions):
            continue
        application.release()
        applications.save(application)
    for application_id in rulings.appealed_with(event.account_id):
        application = applications.get(application_id)
        if Role.OFFICER in event.roles and is_in(application, event.regions):
            continue
        after = rulings.of(application)
        after.release()
        applications.save(application)
        rulings.save(after)
