"""The family situation, on which the parts of the quotient stand."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import Child, HouseholdChanged, Partner
from services.contracts.identity.refusals import HouseholdDateOutOfRange, ImplausibleBirthDate
from services.contracts.refusals import StaleVersion

FamilySituation = Literal["single", "couple", "separated", "widowed"]

TOLD_LATE = timedelta(days=366)
"""A birth or a separation of the year; what is older was decided upon long ago."""


def require_past_year(day: date, today: date) -> date:
    first = today - TOLD_LATE
    if not first <= day <= today:
        detail = f"A household is told from {first} to {today}."
        raise HouseholdDateOutOfRange.at("/from_date", detail, first=first, last=today)
    return day


@dataclass(slots=True)
class Household:
    member_id: UUID
    family_situation: FamilySituation | None = None
    partner: Partner | None = None
    children: list[Child] = field(default_factory=list)
    parts: Decimal = Decimal(1)
    version: int = 0
    """0: the member has not described a household yet."""
    holds_from: date | None = None
    """None: it was told before that was kept."""
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
        from_date: date | None = None,
    ) -> None:
        self.holds_from = require_past_year(from_date or today, today)
        for position, child in enumerate(children):
            if child.birth_date > today:
                raise ImplausibleBirthDate.at(
                    f"/children/{position}/birth_date", "This child is not born yet.", rule="not_born_yet"
                )
        if partner is not None and partner.birth_date is not None and partner.birth_date > today:
            raise ImplausibleBirthDate.at("/partner/birth_date", "This date is still to come.", rule="still_to_come")
        self.family_situation, self.partner, self.children, self.parts = family_situation, partner, children, parts
        self.events.append(HouseholdChanged(member_id=self.member_id))

    def count(self, parts: Decimal, today: date) -> None:
        """As a tax notice says."""
        self.parts, self.holds_from = parts, today
        self.events.append(HouseholdChanged(member_id=self.member_id))
