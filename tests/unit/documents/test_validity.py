"""How long a document may be used again."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from services.contracts.calendar import months_after
from services.contracts.documents import DocumentKind
from services.documents.domain.validity import valid_until

SPRING = datetime(2026, 3, 2, 10, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "announced_at", "last_day"),
    [
        ("tax_notice", SPRING, date(2027, 12, 31)),
        ("tax_notice", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2028, 12, 31)),  # 2027 in Paris
        ("school_certificate", SPRING, date(2026, 8, 31)),
        ("school_certificate", AUTUMN, date(2027, 8, 31)),
        ("pay_slip", SPRING, date(2026, 6, 2)),
        ("invoice", SPRING, date(2026, 9, 2)),
        ("birth_certificate", SPRING, None),
    ],
)
def test_each_kind_has_its_own_last_day(kind: DocumentKind, announced_at: datetime, last_day: date | None) -> None:
    assert valid_until(kind, announced_at) == last_day


def test_no_kind_is_born_expired() -> None:
    for kind in get_args(DocumentKind):
        last_day = valid_until(kind, AUTUMN)
        assert last_day is None or last_day > AUTUMN.date()


def test_three_months_after_the_last_of_november_is_the_last_of_february() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
