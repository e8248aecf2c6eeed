from uuid import UUID

from services.contracts.identity import RegisterEstablishment
from services.identity.domain.establishments import Establishment
from services.identity.ports import Establishments


def register_establishment(
    command: RegisterEstablishment, new_id: UUID, establishments: Establishments
) -> Establishment:
    establishment = Establishment(new_id, command.name, command.kind, command.city, command.postal_code, command.region)
    establishments.add(establishment)
    return establishment
