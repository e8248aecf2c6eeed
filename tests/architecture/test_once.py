"""What every service needs is written once: who writes it again finds here where it is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONCE = {
    r"\bZoneInfo\(": {"services/contracts/calendar.py"},
    r"\b(?:encode|decode)_cursor\(": {"services/kit/database/paging.py"},
    r"~[01]": {"services/contracts/pointers.py"},
    r"\\ud800": {"services/contracts/storable.py"},
}
"""A sign of each: Paris's calendar, cursors, JSON pointers, what a database keeps."""


@pytest.mark.parametrize("sign", ONCE)
def test_it_is_written_where_everybody_takes_it_from(sign: str) -> None:
    modules = (
        path
        for folder in ("services", "gateway")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )
    found = {str(path.relative_to(ROOT)) for path in modules if re.search(sign, path.read_text())}
    assert found <= ONCE[sign]
