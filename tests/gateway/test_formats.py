"""Figures as CLDR writes them, no-break spaces included."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from gateway.formats import Formats

NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 5, tzinfo=UTC)  # already the first of January in Paris
NN, NB = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("how", "value", "french", "english"),
    [
        ("money", Decimal("1234.50"), f"1{NN}234,50{NB}€", "€1,234.50"),
        ("money", "1234567", f"1{NN}234{NN}567{NB}€", "€1,234,567"),
        ("money", 0, f"0{NB}€", "€0"),
        ("number", Decimal("12345.678"), f"12{NN}345,678", "12,345.678"),
        ("percent", Decimal("12.5"), f"12,5{NB}%", "12.5%"),
        ("percent", 60, f"60{NB}%", "60%"),
        ("file_size", 1, f"1{NN}ko", "1 kB"),
        ("file_size", 480 * 1024, f"480{NN}ko", "480 kB"),
        ("file_size", 10 * 1024**2, f"10{NN}Mo", "10 MB"),
        ("file_size", 2047 * 1024**2, f"2{NN}047{NN}Mo", "2,047 MB"),
        ("delay", 120, f"120{NN}s", "120 secs"),
        ("delay", 121, f"3{NB}min", "3 mins"),
        ("day", date(2026, 3, 1), "1er mars 2026", "1 March 2026"),
        ("day", date(2026, 3, 11), "11 mars 2026", "11 March 2026"),
        ("day", NEW_YEARS_EVE, "1er janvier 2027", "1 January 2027"),
        ("moment", NEW_YEARS_EVE, "1er janvier 2027, 00:05", "1 January 2027, 00:05"),
        ("written_day", "never", "never", "never"),
    ],
)
def test_a_figure_is_written_as_in_the_language_of_its_reader(how: str, value: Any, french: str, english: str) -> None:
    assert (getattr(Formats("fr"), how)(value), getattr(Formats("en"), how)(value)) == (french, english)
