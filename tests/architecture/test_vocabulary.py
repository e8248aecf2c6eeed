"""One thing, one name: words that were given up are used for nothing any more, and a module says what it is."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GIVEN_UP = {
    "said": "what it is: fields, output, reason, preferred",
    "standing": "status, waiting, review, thread",
    "instruments": "resources",
    "equipment": "resources",
    "coalescing": "write batching",
    "limited": "limits",
    "bootstrap": "make-environment",
    "asking": "before, waiting",
    "preparing": "before",
    "keyset": "paging",
    "paged": "paging",
    "mapping": "rows",
}
"""The word, and what is said instead."""
FILES_ONLY = {"asking", "preparing", "keyset", "paged", "mapping"}
"""Good words elsewhere: only no module bears them."""
OURS = ("applications", "contracts", "documents", "identity", "kit", "notifications", "offers")
FOLDERS = ("deploy", "gateway", *(f"services/{name}" for name in OURS))
NAMED_BY_THEIR_PLACE = {"settings.py", "tables.py", "env.py"}
"""In every service the same."""


def modules() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *FOLDERS], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / file for file in listed if (ROOT / file).exists()]


def words(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().replace("-", "_").replace(".", "_").split("_"))


def identifiers(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


@pytest.mark.parametrize("word", GIVEN_UP)
def test_no_file_bears_a_word_that_was_given_up(word: str) -> None:
    found = [str(file.relative_to(ROOT)) for file in modules() if word in words(file.name)]
    assert found == [], f"say {GIVEN_UP[word]}"


def test_no_identifier_holds_a_word_that_was_given_up() -> None:
    gone = GIVEN_UP.keys() - FILES_ONLY
    found = {
        (str(file.relative_to(ROOT)), name)
        for file in modules()
        if file.suffix == ".py"
        for name in identifiers(file)
        if words(name) & gone
    }
    assert found == set()


def test_a_module_says_what_it_is_unless_its_name_and_place_do() -> None:
    """A handler bears the name of its use case."""
    silent = [
        str(file.relative_to(ROOT))
        for file in modules()
        if file.suffix == ".py"
        and file.parent.name != "handlers"
        and file.name not in NAMED_BY_THEIR_PLACE
        and file.read_text().strip()
        and not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []
