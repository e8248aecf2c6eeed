"""Amounts as people type them."""

import pytest

from gateway.pages.household import decimal_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1234", "1234"),
        ("1 234,50", "1234.50"),
        ("1\u202f234,50 €", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("24,000", "24000"),
        ("1.234.567", "1234567"),
        ("2,5", "2.5"),
        ("2.75", "2.75"),
        ("0,500", "0.500"),
        ("1234,505", "1234.505"),
        ("1,23,456", "1.23.456"),
        ("mille", "mille"),
    ],
)
def test_an_amount_is_read_as_it_is_meant_or_left_to_be_refused(typed: str, read: str) -> None:
    assert decimal_text(typed) == read
