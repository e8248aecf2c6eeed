from services.contracts.actor import Actor
from services.identity.ports import Erasures


def withdraw_erasure(actor: Actor, erasures: Erasures) -> None:
    erasure = erasures.latest_of(actor.id)
    if erasure is None:
        return
    erasure.withdraw()
    erasures.save(erasure)
