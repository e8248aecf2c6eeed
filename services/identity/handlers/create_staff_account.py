from datetime import datetime
from uuid import UUID

from services.contracts.identity import CreateStaffAccount
from services.identity.domain.accounts import Account, require_staff_roles
from services.identity.handlers.issue_secret import issue_secret
from services.identity.handlers.ports import Accounts, Establishments, IssuedSecrets
from services.identity.handlers.proofs import Draft


def create_staff_account(
    command: CreateStaffAccount,
    new_id: UUID,
    draft: Draft,
    now: datetime,
    accounts: Accounts,
    establishments: Establishments,
    secrets: IssuedSecrets,
) -> None:
    roles = require_staff_roles(command.roles, command.establishment_id)
    if command.establishment_id is not None:
        establishments.get(command.establishment_id)
    account = Account(
        new_id,
        "staff",
        command.email,
        command.family_name,
        command.given_name,
        "fr",
        now,
        roles=roles,
        establishment_id=command.establishment_id,
    )
    accounts.add(account)
    issue_secret(account, "temporary_password", account.email, draft, now, secrets)
