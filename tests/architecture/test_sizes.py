"""A file that grows past 300 lines has two subjects."""

import subprocess
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
LARGEST = 300


def sources(*endings: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *endings], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).exists()]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines(path) for path in sources("*.py", "*.html", "*.css") if lines(path) > LARGEST
    }
    assert long == {}


def test_no_script_is_longer_than_150_lines() -> None:
    long = {path.name: lines(path) for path in sources("gateway/static/js/*.js") if lines(path) > LARGEST // 2}
    assert long == {}


def test_the_median_module_is_under_80_lines() -> None:
    assert median(lines(path) for path in sources("services/*.py", "gateway/*.py", "deploy/*.py")) < 80
