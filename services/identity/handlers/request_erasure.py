from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.applications.erasure import ErasureOutlookView
from services.contracts.identity.erasure import RequestErasure
from services.identity.domain.erasure import Erasure, require_nothing_open
from services.identity.ports import Erasures


def request_erasure(
    command: RequestErasure, outlook: ErasureOutlookView, actor: Actor, now: datetime, erasures: Erasures
) -> None:
    latest = erasures.latest_of(actor.id)
    if latest is not None and latest.waits:
        return
    require_nothing_open(outlook.blocking)
    erasures.save(Erasure.ask(actor.id, command.reason, now))
