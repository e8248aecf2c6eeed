"""Employer establishments."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.identity import EstablishmentKind
from services.identity.domain.folding import fold, words


@dataclass(frozen=True, slots=True)
class Establishment:
    id: UUID
    name: str
    kind: EstablishmentKind
    city: str
    postal_code: str
    region: str

    @property
    def key(self) -> str:
        """Two establishments of one postal code never bear the same name, however it is typed."""
        return f"{self.postal_code} {' '.join(words(self.name))}"

    @property
    def search_text(self) -> str:
        return " ".join(words(fold(f"{self.name} {self.city} {self.postal_code} {self.region}")))
