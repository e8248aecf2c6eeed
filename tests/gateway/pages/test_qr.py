"""QR codes, against the examples of the standard and of those who explain it."""

import pytest

from gateway.pages import qr


def test_error_correction_is_that_of_the_well_known_example() -> None:
    hello_world = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
    assert qr.error_correction(hello_world, 10) == [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]


def test_format_information_is_the_standards_for_level_m_and_mask_0() -> None:
    assert f"{qr.FORMAT:015b}" == "101010000010010"


@pytest.mark.parametrize(("length", "version"), [(1, 1), (14, 1), (15, 2), (122, 7), (152, 8), (180, 9)])
def test_the_smallest_version_that_holds_the_text_is_drawn(length: int, version: int) -> None:
    rows = qr.matrix("a" * length)
    assert len(rows) == 17 + 4 * version
    assert {len(row) for row in rows} == {len(rows)}


def test_three_corners_bear_finder_patterns_with_their_white_border() -> None:
    rows = qr.matrix("otpauth://totp/agentspace")
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    last = len(rows) - 7
    for x, y in ((0, 0), (last, 0), (0, last)):
        assert ["".join(str(int(dark)) for dark in row[x : x + 7]) for row in rows[y : y + 7]] == finder
    assert not any(rows[7][:8])


def test_a_text_too_long_for_the_largest_code_is_refused() -> None:
    with pytest.raises(qr.TooLong):
        qr.matrix("a" * 181)
