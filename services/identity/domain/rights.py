"""The rights of a year: a *quotient familial* from the tax notice and the household (docs/mission.md 1)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from services.contracts.base import Event, Language
from services.contracts.identity import RightsOpened, YearNotOpen

CENT = Decimal("0.01")
_NARROW_SPACE = "\u202f"
_NO_BREAK_SPACE = "\u00a0"


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


def explanation(rights: Rights, language: Language) -> str:
    if rights.quotient is None or rights.reference_tax_income is None:
        return _UNKNOWN[language]
    return _COMPUTED[language].format(
        income=euros(rights.reference_tax_income, language),
        allowances=euros(rights.monthly_family_allowances, language),
        parts=number(rights.parts.normalize(), language),
        quotient=euros(rights.quotient, language),
    )


_COMPUTED: dict[Language, str] = {
    "fr": "Votre revenu fiscal de référence ({income}) est divisé par 12."
    " On y ajoute vos prestations familiales du mois ({allowances})."
    " Le total est divisé par votre nombre de parts ({parts})."
    " Votre quotient familial est de {quotient}.",
    "en": "Your reference tax income ({income}) is divided by 12."
    " Your monthly family allowances ({allowances}) are added."
    " The total is divided by your number of parts ({parts})."
    " Your family quotient is {quotient}.",
}
_UNKNOWN: dict[Language, str] = {
    "fr": "Vous n’avez pas indiqué de revenu fiscal de référence. Votre quotient familial n’est pas connu :"
    " les aides sont calculées au montant le plus bas.",
    "en": "You have not given a reference tax income. Your family quotient is not known:"
    " aids are worked out at the lowest amount.",
}


def number(value: Decimal, language: Language) -> str:
    plain = f"{value:,f}"
    if language == "en":
        return plain
    return plain.replace(",", _NARROW_SPACE).replace(".", ",")


def euros(amount: Decimal, language: Language) -> str:
    text = number(amount.quantize(CENT), language)
    return f"€{text}" if language == "en" else f"{text}{_NO_BREAK_SPACE}€"
