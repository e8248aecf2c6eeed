from services.contracts.actor import Actor
from services.contracts.identity import ResetStaffSecondFactor
from services.identity.domain.accounts import Account
from services.identity.domain.lost_factor import reset_second_factor
from services.identity.domain.staff import require_another
from services.identity.ports import Accounts, IssuedSecrets, Sessions


def reset_staff_second_factor(
    command: ResetStaffSecondFactor, actor: Actor, accounts: Accounts, secrets: IssuedSecrets, sessions: Sessions
) -> Account:
    """Links that are out die with it: until another is enrolled, one of them alone would be the account."""
    account = accounts.get(command.account_id)
    account.require_staff()
    require_another(account, actor)
    reset_second_factor(account)
    accounts.save(account)
    secrets.revoke_all(account.id)
    sessions.end_all(account.id)
    return account
