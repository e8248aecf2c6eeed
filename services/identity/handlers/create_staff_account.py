from datetime import datetime
from uuid import UUID

from services.contracts.identity import CreateStaffAccount, Scope
from services.contracts.language import FALLBACK
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import Draft, issue_secret
from services.identity.domain.staff import require_known, require_scope, require_staff_roles
from services.identity.ports import Accounts, Establishments, IssuedSecrets


def create_staff_account(
    command: CreateStaffAccount,
    new_id: UUID,
    draft: Draft,
    now: datetime,
    accounts: Accounts,
    establishments: Establishments,
    secrets: IssuedSecrets,
) -> Account:
    roles = require_staff_roles(command.roles)
    asked = command.scope or Scope()
    named = [*asked.establishments, *filter(None, [command.establishment_id])]
    scope, regions = require_scope(named, asked.regions, roles, "/establishment_id")
    require_known(regions, establishments.regions() if regions else ())
    for establishment_id in scope:
        establishments.get(establishment_id)
    account = Account(
        new_id,
        "staff",
        command.email,
        command.family_name,
        command.given_name,
        FALLBACK,
        now,
        roles=roles,
        establishment_id=next(iter(scope), None),
        establishments=scope,
        regions=regions,
    )
    accounts.add(account)
    issued = issue_secret(draft, account.id, "temporary_password", account.email, [], now)
    if issued is not None:
        secrets.add(issued, instead_of=[])
    return account
