"""Euros: Decimal, half up to the cent."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MOST = Decimal("99999999.99")
"""The largest amount that travels."""


def euros(amount: Decimal) -> Decimal:
    return min(amount, MOST).quantize(CENT, rounding=ROUND_HALF_UP)
