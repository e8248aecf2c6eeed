"""What the fake bus answers about requests for a number."""

from datetime import date

from services.contracts.identity.number_office import LetterView
from services.contracts.identity.numbers import AlikeMemberView
from tests.browser import scenes

ALIKE = AlikeMemberView(
    id=scenes.MEMBER,
    cgos_number="12345674",
    family_name="Périn",
    given_name="Lou",
    birth_date=date(1991, 1, 1),
    establishment_name="CHU de Grandmont",
    email="lou@exemple.fr",
)
LETTER = LetterView(
    request_id=scenes.DOCUMENT,
    family_name="Perrin",
    given_name="Lou",
    postal_address="12 bis rue de l'Église, 44900 Valmont",
    cgos_number="12345674",
    portal="agent",
    language="fr",
)
