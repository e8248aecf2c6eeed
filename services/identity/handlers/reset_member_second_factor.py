from datetime import datetime

from services.contracts.identity import ResetMemberSecondFactor
from services.identity.domain.accounts import Account
from services.identity.domain.issued_secrets import Draft, IssuedSecret
from services.identity.domain.lost_factor import ask_for_factor_reset
from services.identity.ports import Accounts, IssuedSecrets


def reset_member_second_factor(
    command: ResetMemberSecondFactor, drafts: list[Draft], now: datetime, accounts: Accounts, secrets: IssuedSecrets
) -> Account:
    """Asks for it: whoever knows a member's name may have talked an officer into it, and the member has three days to
    call it off. `drafts`: one for each address that is told."""
    account = accounts.get(command.member_id)
    account.require_member()
    if ask_for_factor_reset(account, now):
        for draft, address in zip(drafts, account.addresses_told(now), strict=False):
            secrets.add(IssuedSecret.issue(draft, account.id, "second_factor_reset", address, now), instead_of=[])
        accounts.save(account)
    return account
