from datetime import datetime
from uuid import UUID

from services.contracts.identity import CreateStaffAccount
from services.contracts.language import FALLBACK
from services.identity.domain.accounts import Account, require_staff_roles
from services.identity.domain.issued_secrets import Draft, issue_secret
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
    roles = require_staff_roles(command.roles, command.establishment_id)
    if command.establishment_id is not None:
        establishments.get(command.establishment_id)
    account = Account(
        new_id,
        "staff",
        command.email,
        command.family_name,
        command.given_name,
        FALLBACK,
        now,
        roles=roles,
        establishment_id=command.establishment_id,
    )
    accounts.add(account)
    issued = issue_secret(draft, account.id, "temporary_password", account.email, [], now)
    if issued is not None:
        secrets.add(issued, instead_of=[])
    return account
