from services.contracts.actor import Actor
from services.contracts.identity.erasure import UnknownErasure
from services.identity.ports import Erasures


def withdraw_erasure(actor: Actor, erasures: Erasures) -> None:
    erasure = erasures.waiting_of(actor.id)
    if erasure is None:
        raise UnknownErasure("No request of yours waits.")
    erasure.withdraw()
    erasures.save(erasure)
