from services.contracts.actor import Actor, Role
from services.contracts.identity import Scope, UpdateStaffAccount
from services.identity.domain.accounts import Account
from services.identity.domain.staff import (
    IN_REGIONS,
    require_an_administrator_left,
    require_another,
    require_known,
    require_scope,
    require_staff_roles,
)
from services.identity.ports import Accounts, Establishments, Sessions


def update_staff_account(
    command: UpdateStaffAccount, actor: Actor, accounts: Accounts, establishments: Establishments, sessions: Sessions
) -> Account:
    administrators = accounts.administrators()
    account = accounts.get(command.account_id)
    account.require_staff()
    require_another(account, actor)
    account.require_version(command.expected_version)
    roles = account.roles if command.roles is None else require_staff_roles(command.roles)
    asked = command.scope or Scope(
        establishments=account.establishments if Role.ESTABLISHMENT in roles else [],
        regions=account.regions if IN_REGIONS & set(roles) else [],
    )
    scope, regions = require_scope(asked.establishments, asked.regions, roles, "/scope")
    require_known(regions, establishments.regions() if regions else ())
    for establishment_id in scope:
        establishments.get(establishment_id)
    if Role.ADMINISTRATOR in account.roles and Role.ADMINISTRATOR not in roles:
        require_an_administrator_left(account, administrators)
    if account.grant(roles, scope, regions):
        sessions.end_all(account.id)
    accounts.save(account)
    return account
