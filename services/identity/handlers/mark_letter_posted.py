from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity.number_office import MarkLetterPosted
from services.identity.ports import NumberRequests


def mark_letter_posted(command: MarkLetterPosted, actor: Actor, now: datetime, requests: NumberRequests) -> None:
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    request.posted(now)
    requests.save(request)
