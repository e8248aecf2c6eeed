from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.applications.erasure import ErasureOutlookView
from services.contracts.identity.erasure import AcceptErasure
from services.identity.domain.erasure import require_nothing_open
from services.identity.ports import Accounts, Erasures, IssuedSecrets, Sessions


def accept_erasure(
    command: AcceptErasure,
    outlook: ErasureOutlookView,
    actor: Actor,
    now: datetime,
    erasures: Erasures,
    accounts: Accounts,
    secrets: IssuedSecrets,
    sessions: Sessions,
) -> None:
    """Nobody signs in any more from here on, so nothing new comes."""
    erasure = erasures.get(command.erasure_id)
    erasure.accept(actor.id, now)
    require_nothing_open(outlook.blocking)
    account = accounts.get(erasure.member_id)
    account.close(now, "erasure")
    accounts.save(account)
    secrets.revoke_all(account.id)
    sessions.end_all(account.id)
    erasures.save(erasure)
