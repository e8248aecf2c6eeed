from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.erasure import RefuseErasure
from services.identity.ports import Erasures


def refuse_erasure(command: RefuseErasure, actor: Actor, now: datetime, erasures: Erasures) -> None:
    erasure = erasures.get(command.erasure_id)
    erasure.refuse(actor.id, command.reason, now)
    erasures.save(erasure)
