"""The written pages of the house, and what they point at."""

import re
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_NUMBERED = re.compile(r"^(?:\| *)?(\d+)(?:\. | *\|)", re.MULTILINE)
_WRITTEN = re.compile(r"[\w.*/{},-]*\w\.(?:py|md|toml|po|html|css|js|yaml|yml|ini|mako|cfg|conf|sh|json)")
_ENDS = re.compile(r"\.run/|/")
_TESTS = re.compile(r"^ *(?:(?:async )?def|class) (test_\w+|Test\w+)", re.MULTILINE)


@cache
def files() -> tuple[str, ...]:
    """All that belongs to the repository, also what is not yet committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(line for line in listed.splitlines() if (ROOT / line).exists())


def pages() -> list[str]:
    return [file for file in files() if file.endswith(".md")]


def prose(page: str) -> str:
    return _FENCED.sub("", (ROOT / page).read_text())


def links(page: str) -> list[str]:
    """Those that stay in the repository."""
    return [link for link in _LINK.findall(prose(page)) if not re.match(r"[a-z]+:", link)]


def anchors(page: str) -> set[str]:
    """Of its headings, as they are made where repositories are read."""
    made: list[str] = []
    for heading in _HEADING.findall(prose(page)):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        made.append(f"{anchor}-{made.count(anchor)}" if anchor in made else anchor)
    return set(made)


def spans(page: str) -> list[str]:
    """What stands between backticks."""
    return _SPAN.findall(prose(page))


def leads_somewhere(page: str, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    if not target.resolve().exists():
        return False
    return not anchor or anchor in anchors(str(target.resolve().relative_to(ROOT)))


def paths(page: str) -> list[str]:
    """What looks like files of the repository: `<name>` stands for any name, `{a,b}` for each of the two."""
    found: list[str] = []
    for span in spans(page):
        written = re.sub(r"<\w+>", "*", span.partition("::")[0])
        if _WRITTEN.fullmatch(written) and not _ENDS.match(written):
            found += _each(written)
    return found


def _each(written: str) -> list[str]:
    braces = re.search(r"\{([^}]*)\}", written)
    if braces is None:
        return [written]
    return [one for choice in braces[1].split(",") for one in _each(written.replace(braces[0], choice, 1))]


def is_there(path: str) -> bool:
    """A path may be told from any folder on: `store/accounts.py`, `accounts.py`."""
    return any(fnmatch(file, path) or fnmatch(file, f"*/{path}") for file in files())


@cache
def tests() -> frozenset[str]:
    """Names of test functions, classes and files."""
    modules = [file for file in files() if file.startswith("tests/") and file.endswith(".py")]
    named = {name for module in modules for name in _TESTS.findall((ROOT / module).read_text())}
    return frozenset(named | {Path(module).name for module in modules})


def named_tests(page: str) -> list[str]:
    """`test_a_rule`, `TestARule`, `test_rules.py`; `…` stands for what was left out of a long name."""
    written = [span.rpartition("/")[2].rpartition("::")[2] for span in spans(page)]
    return [name for name in written if re.fullmatch(r"(test_|Test[A-Z]|…_)[\w…]*(\.py)?", name)]


def is_a_test(name: str) -> bool:
    return any(fnmatch(test, name.replace("…", "*")) for test in tests())


def numbers(page: str) -> set[int]:
    """Of its requirements: a numbered line, or a row that begins with a number."""
    return {int(number) for number in _NUMBERED.findall(prose(page))}
