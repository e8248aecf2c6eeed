"""The family situation, on which the parts of the quotient stand."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import Child, HouseholdChanged, ImplausibleBirthDate, Partner
from services.contracts.refusals import StaleVersion

FamilySituation = Literal["single", "couple", "separated", "widowed"]


@dataclass(slots=True)
class Household:
    member_id: UUID
    family_situation: FamilySituation | None = None
    partner: Partner | None = None
    children: list[Child] = field(default_factory=list)
    parts: Decimal = Decimal(1)
    version: int = 0
    """0: the member has not described a household yet."""
    events: list[Event] = field(default_factory=list)

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.version:
            raise StaleVersion("The household has changed since it was last seen.")

    def replace(
        self,
        family_situation: FamilySituation | None,
        partner: Partner | None,
        children: list[Child],
        parts: Decimal,
        today: date,
    ) -> None:
        for position, child in enumerate(children):
            if child.birth_date > today:
                raise ImplausibleBirthDate.at(
                    f"/children/{position}/birth_date", "This child is not born yet.", rule="not_born_yet"
                )
        if partner is not None and partner.birth_date is not None and partner.birth_date > today:
            raise ImplausibleBirthDate.at("/partner/birth_date", "This date is still to come.", rule="still_to_come")
        self.family_situation, self.partner, self.children, self.parts = family_situation, partner, children, parts
        self.events.append(HouseholdChanged(member_id=self.member_id))
