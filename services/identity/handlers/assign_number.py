from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.identity import AssignNumber
from services.identity.domain.accounts import Account
from services.identity.domain.numbers import require_check_digit
from services.identity.ports import Accounts, NumberRequests


def assign_number(
    command: AssignNumber, new_id: UUID, actor: Actor, now: datetime, requests: NumberRequests, accounts: Accounts
) -> None:
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    request.require_unassigned()
    number = require_check_digit(command.cgos_number) if command.cgos_number else accounts.next_free_number()
    accounts.add(Account.of_member(new_id, request, number, now))
    request.assign(number, new_id, by=actor.id)
    requests.save(request)
