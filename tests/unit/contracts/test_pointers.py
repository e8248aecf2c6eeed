import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.pointers import pointer_to, steps_of
from services.contracts.storable import is_storable, texts_are_storable


@given(st.lists(st.text(max_size=8), max_size=5))
def test_a_pointer_gives_back_the_steps_it_was_made_of(steps: list[str]) -> None:
    assert steps_of(pointer_to(steps)) == steps


def test_a_pointer_escapes_what_would_read_as_another_step() -> None:
    assert pointer_to(["a/b", 0, "m~n"]) == "/a~1b/0/m~0n"


@pytest.mark.parametrize("unfit", ["a\x00", {"a\x00": 1}, [[{"a": "\ud800"}]], float("nan"), {"a": [float("inf")]}])
def test_what_no_database_keeps_is_found_however_deep(unfit: object) -> None:
    assert not is_storable(unfit)


def test_a_number_without_end_is_no_text() -> None:
    assert texts_are_storable({"a": float("nan")})


def test_looking_into_a_value_does_not_end_with_the_stack() -> None:
    nested: object = "a\x00"
    for _ in range(100_000):
        nested = [nested]
    assert not is_storable(nested)
