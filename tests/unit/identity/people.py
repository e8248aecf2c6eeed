"""Who identity's tests are about."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.contracts.actor import Role
from services.identity.domain.accounts import Account
from services.identity.domain.establishments import Establishment
from services.identity.domain.numbers import number_from_serial
from tests.unit.identity.fakes import NOW
from tests.unit.identity.glass import hashed


def an_establishment(name: str = "CHU de Grandmont") -> Establishment:
    return Establishment(uuid4(), name, "chu", "Grandmont", "69003", "Auvergne-Rhône-Alpes")


def a_member(**others: Any) -> Account:
    told: dict[str, Any] = {
        "id": uuid4(),
        "portal": "agent",
        "email": "ines.vasseur@example.org",
        "family_name": "Vasseur",
        "given_name": "Inès",
        "language": "fr",
        "created_at": NOW,
        "establishment_id": uuid4(),
        "cgos_number": number_from_serial(1_234_567),
        "birth_date": date(1990, 5, 17),
        "profession": "infirmier",
        "communicated_at": NOW,
        "activated_at": NOW,
        "password_hash": hashed("lampadaire tortue violette"),
    }
    return Account(**(told | others))


def one_of_the_staff(**others: Any) -> Account:
    told = {
        "portal": "staff",
        "roles": [Role.OFFICER],
        "cgos_number": None,
        "birth_date": None,
        "profession": None,
        "establishment_id": None,
        "communicated_at": None,
        "email": "officer@example.org",
    }
    return a_member(**(told | others))
