"""docs/asvs.md speaks of every requirement of the standard's first two levels, once, and counts what it says."""

import re
from collections import Counter

import pytest

from tests.architecture.documents import prose

PAGE = "docs/asvs.md"
REQUIREMENTS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
"""Chapter by chapter, how many of levels 1 and 2 each section of ASVS 5.0.0 has. They come first in their section."""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (met|n/a|open) \| (.+) \|$", re.MULTILINE)
ROWS = ROW.findall(prose(PAGE))


def counted(numbers: str) -> str:
    states = Counter(state for number, _, state, _ in ROWS if number.startswith(numbers))
    return f"{states['met']} met, {states['n/a']} not applicable, {states['open']} open"


def test_each_requirement_of_the_first_two_levels_is_there_once_and_in_order() -> None:
    asked = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in REQUIREMENTS.items()
        for section, many in enumerate(sections, 1)
        for number in range(1, many + 1)
    ]
    assert [number for number, *_ in ROWS] == asked
    assert len(asked) == 253
    assert prose(PAGE).count("\n| ") == len(asked) + len(REQUIREMENTS)  # and the heads of the tables


@pytest.mark.parametrize("chapter", REQUIREMENTS)
def test_the_head_of_a_chapter_counts_its_rows(chapter: int) -> None:
    (head,) = re.findall(rf"^## V{chapter} .+: (.+)$", prose(PAGE), re.MULTILINE)
    assert head == counted(f"{chapter}.")


def test_the_first_lines_count_them_all() -> None:
    assert f"253 requirements of levels 1 and 2: {counted('')}." in prose(PAGE)


def test_what_is_met_says_where_one_sees_it() -> None:
    assert [
        number for number, _, state, shown in ROWS if state == "met" and "`" not in shown and "](" not in shown
    ] == []
