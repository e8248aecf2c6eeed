"""Amounts, numbers and days as a language writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from services.contracts.base import Language
from services.kit.typography import first_of_month


def money(amount: Decimal, language: Language) -> str:
    """`1 234,50 €` or `€1,234.50`."""
    return format_currency(amount, "EUR", locale=language)


def number(value: Decimal, language: Language) -> str:
    """With all its decimals, and no more: `1 234,5` or `1,234.5`."""
    return format_decimal(value.normalize(), locale=language, decimal_quantization=False)


def listed(names: Sequence[str], language: Language) -> str:
    """`Lina, Hugo et Zoé`."""
    return format_list(names, locale=language)


def long_date(day: date, language: Language) -> str:
    """`31 janvier 2027`, `1er janvier 2027` or `January 31, 2027`."""
    return first_of_month(format_date(day, "long", locale=language), language)
