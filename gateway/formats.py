"""Figures as people read them, in one language: dates, money, numbers, sizes, delays. Patterns are CLDR's, by Babel."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from gateway.language import translate
from services.contracts.base import Language, Money
from services.contracts.calendar import PARIS, day_in_paris
from services.kit.typography import first_of_month

SUFFIXES: Final = {
    "application/pdf": (".pdf", "PDF"),
    "image/jpeg": (".jpg,.jpeg", "JPEG"),
    "image/png": (".png", "PNG"),
}
KIB: Final = 1024
FEW_MINUTES: Final = 120
"""Seconds up to which a delay is told in seconds."""


class Formats:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse(translate("format.locale", language))

    def day(self, value: date | datetime) -> str:
        if isinstance(value, datetime):
            value = day_in_paris(value)
        return first_of_month(format_date(value, "long", locale=self.locale), self.language)

    def written_day(self, text: str) -> str:
        """An answer of a form, which nothing keeps from being no date."""
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def moment(self, value: datetime) -> str:
        """14 March 2026, 14:32"""
        return str(get_datetime_format("long", locale=self.locale)).format(self.clock(value), self.day(value))

    def clock(self, value: datetime) -> str:
        return format_time(value.astimezone(PARIS), "short", locale=self.locale)

    def money(self, value: Money | Decimal | str | int) -> str:
        """Without cents where there are none."""
        amount = Decimal(value.amount if isinstance(value, Money) else value)
        if amount != amount.to_integral_value():
            return format_currency(amount, "EUR", locale=self.locale)
        whole = self.locale.currency_formats["standard"].pattern.replace(".00", "")
        return format_currency(amount, "EUR", whole, locale=self.locale, currency_digits=False)

    def number(self, value: Decimal | int | float) -> str:
        return format_decimal(value, locale=self.locale)

    def typed(self, value: Decimal) -> str:
        """As people type it into a field: no cents where there are none, and nothing between the thousands."""
        return format_decimal(value.normalize(), locale=self.locale, decimal_quantization=False, group_separator=False)

    def percent(self, value: Decimal | int) -> str:
        """`value` of a hundred; every digit of it."""
        return format_percent(Decimal(value) / 100, locale=self.locale, decimal_quantization=False)

    def file_size(self, size: int) -> str:
        if size < KIB * KIB:
            return self._unit(max(1, size // KIB), "digital-kilobyte")
        return self._unit(round(Decimal(size) / KIB / KIB, 1).normalize(), "digital-megabyte")

    def delay(self, seconds: int) -> str:
        if seconds <= FEW_MINUTES:
            return self._unit(seconds, "duration-second")
        return self._unit(-(-seconds // 60), "duration-minute")

    def _unit(self, value: Decimal | int, unit: str) -> str:
        return format_unit(value, unit, "short", locale=self.locale)


def own_name(language: Language) -> str:
    """`Français`"""
    name = Locale(language).get_display_name(language) or language
    return name[0].upper() + name[1:]


def format_names(content_types: Iterable[str]) -> str:
    return ", ".join(SUFFIXES.get(kind, ("", kind))[1] for kind in content_types)


def accepted_suffixes(content_types: Iterable[str]) -> str:
    """What a file field's `accept` lists."""
    return ",".join(SUFFIXES.get(kind, (kind, ""))[0] for kind in content_types)
