from datetime import UTC, date, datetime, timedelta

from services.contracts.calendar import day_in_paris, end_of_day_in_paris


def test_a_year_begins_when_it_does_in_paris() -> None:
    assert day_in_paris(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert day_in_paris(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)


def test_a_day_ends_where_the_next_begins_also_when_the_clocks_change() -> None:
    for day, end in (
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ):
        assert end_of_day_in_paris(day) == end
        assert day_in_paris(end) == day + timedelta(days=1)
        assert day_in_paris(end - timedelta(microseconds=1)) == day
