"""Dates, money, sizes and file formats as people read them, in one language."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal

from gateway.language import texts
from services.contracts.base import Language, Money

HERE = ZoneInfo("Europe/Paris")
SUFFIXES = {"application/pdf": (".pdf", "PDF"), "image/jpeg": (".jpg,.jpeg", "JPEG"), "image/png": (".png", "PNG")}


class Formats:
    def __init__(self, language: Language) -> None:
        self._texts = texts(language)
        self.locale = self._texts.t("format.locale")

    def day(self, value: date | datetime) -> str:
        if isinstance(value, datetime):
            value = value.astimezone(HERE).date()
        return format_date(value, "d MMMM y", locale=self.locale)

    def written_day(self, text: str) -> str:
        """An answer of a form, which nothing keeps from being no date."""
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def moment(self, value: datetime) -> str:
        """14 March 2026, 14:32"""
        local = value.astimezone(HERE)
        return f"{format_date(local, 'd MMMM y', locale=self.locale)}, {self.clock(value)}"

    def clock(self, value: datetime) -> str:
        return format_time(value.astimezone(HERE), "HH:mm", locale=self.locale)

    def month(self, value: date) -> str:
        return format_datetime(value, "MMMM y", locale=self.locale)

    def money(self, value: Money | Decimal | str | int) -> str:
        amount = Decimal(value.amount if isinstance(value, Money) else value)
        whole = amount == amount.to_integral_value()
        pattern = Locale.parse(self.locale).currency_formats["standard"].pattern
        pattern = pattern.replace(".00", "") if whole else pattern
        return format_currency(amount, "EUR", pattern, locale=self.locale, currency_digits=not whole)

    def number(self, value: Decimal | int | float) -> str:
        return format_decimal(value, locale=self.locale)

    def file_size(self, size: int) -> str:
        if size < 1024 * 1024:
            return self._texts.t("format.kilobytes", size=self.number(max(1, size // 1024)))
        return self._texts.t("format.megabytes", size=self.number(round(Decimal(size) / 1024 / 1024, 1)))


def own_name(language: Language) -> str:
    """`Français`"""
    name = Locale(language).get_display_name(language) or language
    return name[0].upper() + name[1:]


def format_names(content_types: Iterable[str]) -> str:
    return ", ".join(SUFFIXES.get(kind, ("", kind))[1] for kind in content_types)


def accepted_suffixes(content_types: Iterable[str]) -> str:
    """What a file field's `accept` lists."""
    return ",".join(SUFFIXES.get(kind, (kind, ""))[0] for kind in content_types)
