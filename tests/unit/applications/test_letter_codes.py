import pytest

from services.applications.domain.letter_code import ALPHABET, as_typed, in_groups, new_code


def test_a_code_is_of_a_hundred_bits_and_of_signs_that_nobody_mistakes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {20}
    assert set("".join(codes)) <= set(ALPHABET)
    assert len(ALPHABET) == 32
    assert not set("OILU") & set(ALPHABET)
    assert all(as_typed(in_groups(code)) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    ["7KQ2M-9XW1B-00ABC-DEFGH", "7kq2m 9xwlb ooabc defgh", " 7KQ2M–9XWIB‑0OABC-DEFGH\u00a0", "7KQ2M9XW1B00ABCDEFGH"],
)
def test_it_is_found_however_it_was_typed(typed: str) -> None:
    assert as_typed(typed) == "7KQ2M9XW1B00ABCDEFGH"
