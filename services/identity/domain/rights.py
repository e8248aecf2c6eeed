"""The rights of a year: a *quotient familial* from the tax notice and the household (docs/mission.md 1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from services.contracts.base import Event
from services.contracts.identity import RightsOpened, YearNotOpen

CENT = Decimal("0.01")


def quotient(reference_tax_income: Decimal, monthly_family_allowances: Decimal, parts: Decimal) -> Decimal:
    """Euros a month and part: (reference tax income / 12 + monthly family allowances) / parts."""
    return ((reference_tax_income / 12 + monthly_family_allowances) / parts).quantize(CENT, ROUND_HALF_UP)


def require_open_year(year: int, today: date) -> None:
    first, last = today.year - 1, today.year + 1
    if not first <= year <= last:
        detail = f"Rights can be opened for {first}, {today.year} or {last}."
        raise YearNotOpen.at("/year", detail, first=first, last=last)


@dataclass(slots=True)
class Rights:
    member_id: UUID
    year: int
    reference_tax_income: Decimal | None
    monthly_family_allowances: Decimal
    parts: Decimal
    tax_notice_document_id: UUID | None
    opened_at: datetime
    quotient: Decimal | None = field(init=False)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.quotient = (
            None
            if self.reference_tax_income is None
            else quotient(self.reference_tax_income, self.monthly_family_allowances, self.parts)
        )

    def opened(self) -> None:
        self.events.append(RightsOpened(member_id=self.member_id, year=self.year))
