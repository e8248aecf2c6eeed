from datetime import datetime
from uuid import UUID

from services.contracts.actor import Actor
from services.contracts.identity.number_office import AssignForEstablishment
from services.contracts.identity.refusals import CorrespondentAssigns
from services.identity.domain.accounts import Account
from services.identity.domain.numbers import require_check_digit
from services.identity.ports import Accounts, NumberRequests


def assign_for_establishment(
    command: AssignForEstablishment,
    new_id: UUID,
    actor: Actor,
    now: datetime,
    requests: NumberRequests,
    accounts: Accounts,
) -> None:
    """Another officer communicates it: there are two people all the same. The audit says for which establishment."""
    request = requests.get(command.request_id)
    request.require_unassigned()
    if accounts.has_correspondent(request.form.establishment_id):
        raise CorrespondentAssigns("This establishment has a correspondent, who assigns the number.")
    number = require_check_digit(command.cgos_number) if command.cgos_number else accounts.next_free_number()
    accounts.add(Account.of_member(new_id, request, number, now))
    request.assign(number, new_id, by=actor.id)
    requests.save(request, for_establishment=True)
