import base64
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.database.paging import BadCursor, CursorValue, decode_cursor, encode_cursor

VALUES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
        st.integers(-(2**53), 2**53),
        st.booleans(),
        st.none(),
        st.datetimes(timezones=st.just(UTC)),
        st.dates(),
        st.decimals(allow_nan=False, allow_infinity=False, places=2),
        st.uuids(),
    ),
    max_size=4,
)


@given(VALUES)
def test_a_cursor_gives_back_what_it_was_made_of(values: list[CursorValue]) -> None:
    found = decode_cursor(encode_cursor(values), length=len(values))

    assert list(found) == values
    assert [type(value) for value in found] == [type(value) for value in values]


@given(st.text(max_size=60))
def test_any_other_text_is_refused_or_means_nothing(text: str) -> None:
    with suppress(BadCursor):
        assert isinstance(decode_cursor(text), tuple)


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(BadCursor) as refused:
        decode_cursor(encode_cursor([1]), length=2)

    assert refused.value.errors[0].pointer == "/cursor"


@pytest.mark.parametrize(
    "forged", ["W1sidSIsNV1d", "W251bGxd", "W3RydWVd", "WyJhXHUwMDAwIl0", "W1sidCIsIjIwMjYtMDEtMDEiXV0"]
)
def test_values_that_no_column_takes_are_refused(forged: str) -> None:
    """[["u",5]], [null], [true], ["a\\u0000"] and an instant without its offset."""
    with pytest.raises(BadCursor):
        decode_cursor(forged, kinds=(int,))


@pytest.mark.parametrize("instant", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_an_instant_beyond_the_calendar_is_refused(instant: str) -> None:
    forged = base64.urlsafe_b64encode(orjson.dumps([["t", instant]])).decode()
    with pytest.raises(BadCursor):
        decode_cursor(forged, kinds=(datetime,))


def test_a_cursor_is_short_enough_for_a_query_string() -> None:
    values: list[CursorValue] = [datetime.now(UTC), UUID(int=2**127), Decimal("1234567.89"), date(2026, 1, 31)]

    assert len(encode_cursor(values)) < 250
