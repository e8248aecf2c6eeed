from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.identity import RejectNumberRequest
from services.identity.ports import Accounts, NumberRequests


def reject_number_request(
    command: RejectNumberRequest, actor: Actor, now: datetime, requests: NumberRequests, accounts: Accounts
) -> None:
    """A number that was assigned but never communicated is closed with its request, and not given again."""
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    request.reject(command.reason)
    if request.member_id is not None:
        member = accounts.get(request.member_id)
        member.close(now)
        accounts.save(member)
    requests.save(request)
