from services.contracts.actor import Actor
from services.contracts.identity.number_office import ResendNumber
from services.identity.domain.before_first_login import require_not_opened
from services.identity.ports import Accounts, NumberRequests


def resend_number(command: ResendNumber, actor: Actor, requests: NumberRequests, accounts: Accounts) -> None:
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    require_not_opened(accounts.get(request.send_again(by=actor.id)))
    requests.save(request)
