"""Euros: Decimal, half up to the cent."""

from decimal import ROUND_HALF_UP, Decimal

from services.contracts.base import Language

CENT = Decimal("0.01")
MOST = Decimal("99999999.99")
"""The largest amount that travels."""


def euros(amount: Decimal) -> Decimal:
    return min(amount, MOST).quantize(CENT, rounding=ROUND_HALF_UP)


def money(amount: Decimal, language: Language) -> str:
    """`1 234,50 €` or `€1,234.50`."""
    text = f"{euros(amount):,.2f}"
    if language == "en":
        return f"€{text}"
    return text.replace(",", "\u202f").replace(".", ",") + "\u00a0€"
