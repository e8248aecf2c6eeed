from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.corrections import RefuseCorrection
from services.identity.ports import Corrections


def refuse_correction(command: RefuseCorrection, actor: Actor, now: datetime, corrections: Corrections) -> None:
    correction = corrections.get(command.correction_id)
    correction.refuse(command.reason, by=actor.id, now=now)
    corrections.save(correction)
