from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity import CommunicateNumber
from services.identity.ports import Accounts, NumberRequests


def communicate_number(
    command: CommunicateNumber, actor: Actor, now: datetime, requests: NumberRequests, accounts: Accounts
) -> None:
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    member = accounts.get(request.communicate(by=actor.id))
    member.communicate(now)
    accounts.save(member)
    requests.save(request)
