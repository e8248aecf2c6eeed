from datetime import datetime
from uuid import UUID

from services.contracts.base import Created
from services.contracts.calendar import day_in_paris
from services.contracts.identity import RequestNumber
from services.identity.domain.numbers import NumberRequest, RequestLimits, require_address, require_plausible_birth
from services.identity.domain.portals import ProfessionNames, require_profession
from services.identity.domain.status import require_status
from services.identity.ports import Establishments, NumberRequests


def request_number(
    command: RequestNumber,
    new_id: UUID,
    now: datetime,
    limits: RequestLimits,
    establishments: Establishments,
    requests: NumberRequests,
    profession_names: ProfessionNames,
) -> Created:
    """A person who has a number already gets the same answer as everybody else, so the form tells a stranger
    nothing; the correspondent sees that the request may be a duplicate."""
    profession = require_profession(command.profession, command.portal, profession_names)
    require_plausible_birth(command.birth_date, day_in_paris(now))
    require_status(command.employment_status, command.contract_ends_on, day_in_paris(now))
    require_address(command.delivery, command.postal_address)
    establishments.get(command.establishment_id)
    request = NumberRequest(new_id, command.model_copy(update={"profession": profession.code}), now)
    requests.recent(request, limits).require_room(limits)
    request.requested()
    requests.add(request)
    return Created(id=request.id)
