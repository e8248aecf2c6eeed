from datetime import datetime

from services.contracts.actor import Actor
from services.contracts.calendar import day_in_paris
from services.contracts.identity.number_office import CorrectNumberRequest
from services.identity.domain.before_first_login import correct
from services.identity.domain.numbers import require_address, require_plausible_birth
from services.identity.ports import Accounts, IssuedSecrets, NumberRequests


def correct_number_request(
    command: CorrectNumberRequest,
    actor: Actor,
    now: datetime,
    requests: NumberRequests,
    accounts: Accounts,
    secrets: IssuedSecrets,
) -> None:
    """The account that was opened from it follows, and what was sent to the address before opens nothing."""
    request = requests.get(command.request_id)
    request.require_within_reach_of(actor, command.callers)
    given = command.model_dump(exclude={"request_id"}, exclude_none=True)
    request.correct(given)
    require_plausible_birth(request.form.birth_date, day_in_paris(now))
    require_address(request.form.delivery, request.form.postal_address)
    if request.member_id is not None:
        account = accounts.get(request.member_id)
        correct(account, request.form)
        accounts.save(account)
        secrets.revoke_all(account.id)
    requests.save(request)
