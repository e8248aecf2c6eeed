from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.documents import DocumentFactsView
from services.contracts.identity.corrections import AcceptCorrection
from services.identity.domain.corrections import change, present, require_proven
from services.identity.ports import Accounts, Corrections, Sessions


def accept_correction(
    command: AcceptCorrection,
    proof: DocumentFactsView | None,
    actor: Actor,
    now: datetime,
    accounts: Accounts,
    corrections: Corrections,
    sessions: Sessions,
) -> None:
    """The correction is held first, then the account: of two officers the second finds it decided."""
    correction = corrections.get(command.correction_id)
    correction.accept(by=actor.id, now=now)
    require_proven(proof)
    account = accounts.get(correction.member_id)
    correction.former = present(account, correction.field)
    if correction.moves_to == account.portal:
        correction.moves_to = None  # moved there meanwhile
    change(account, correction)
    accounts.save(account)
    corrections.save(correction)
    if correction.moves_to is not None:
        sessions.end_all(account.id)
