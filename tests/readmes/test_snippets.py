"""Every snippet of every README is run, or what it names is looked up. One that nobody here knows fails."""

import builtins
import re
import symtable
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec, patch

import pytest
from fastapi import APIRouter

import gateway.api.applications
import services.applications.service
import services.kit.process.timers
import services.kit.settings
import services.kit.work
from deploy.native.stack import Stack
from services.kit.database.pool import Database
from services.kit.process.configuration import configured
from tests.readmes.reading import ROOT, Snippet, indented, readmes, snippets

Way = Callable[[str], None]


def a_service(text: str) -> None:
    """Its decorators run; the names in its methods are those of a real service."""
    known = {
        **vars(services.applications.service),
        **vars(services.kit.work),
        "Database": Database,
        "configured": configured,
        "Settings": services.kit.settings.ServiceSettings,
        "every": services.kit.process.timers.every,
    }
    executed(text, known)
    for module, name in set(re.findall(r"\b(before|queries)\.(\w+)", text)):
        assert callable(getattr(known[module], name))


def a_route(text: str) -> None:
    """On a router of its own, which looks at each annotation."""
    router = APIRouter()
    executed(text, {**vars(gateway.api.applications), "router": router})
    assert len(router.routes) == 1


def a_stack(text: str) -> None:
    """On a stack that takes the calls as a real one would and starts nothing: tests/deploy/test_stack.py does."""
    stack = create_autospec(Stack)
    with patch("deploy.native.stack.Stack", stack):
        executed(text, {"directory": ROOT / ".run"})
    assert stack.return_value.running.called


def an_integrators(text: str) -> None:
    """Run on a real broker: tests/readmes/test_integrators.py."""
    compile(text, "README", "exec")


def executed(text: str, known: dict[str, Any]) -> None:
    missing = _free_names(symtable.symtable(text, "README", "exec")) - known.keys() - vars(builtins).keys()
    assert missing == set()
    namespace = {**known, "__name__": "readme"}
    exec(compile(text, "README", "exec"), namespace)  # noqa: S102 - our own README


def _free_names(table: symtable.SymbolTable) -> set[str]:
    """Looked up in the module and not made there."""
    made = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    asked = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()}
    within = {name for child in table.get_children() for name in _free_names(child)}
    return (asked | within) - (made if table.get_type() == "module" else set())


PROGRAMS: dict[str, Way] = {
    "deploy/README.md: from deploy.native.stack import Stack": a_stack,
    "gateway/README.md: @router.post": a_route,
    "services/contracts/README.md: # listener.py": an_integrators,
    "services/contracts/README.md: import json": an_integrators,
    "services/contracts/README.md: import os": an_integrators,
    "services/kit/README.md: class ApplicationsService:": a_service,
}
"""By README and beginning."""
CHECKED_ELSEWHERE = {
    "sh": "each command: test_commands.py",
    "mermaid": "a drawing: whoever shows the page draws it",
    "text": "a list of files: test_a_list_of_files_names_what_is_there",
}
SNIPPETS = snippets()
PYTHON = [snippet for snippet in SNIPPETS if snippet.language == "python"]


@pytest.mark.parametrize("snippet", PYTHON, ids=lambda snippet: snippet.name)
def test_a_program_does_what_its_readme_says(snippet: Snippet) -> None:
    (way,) = [PROGRAMS[beginning] for beginning in PROGRAMS if snippet.name.startswith(beginning)]
    way(snippet.text)


def test_every_snippet_is_of_a_kind_that_is_looked_at() -> None:
    kinds = {"python", *CHECKED_ELSEWHERE}
    assert [snippet.name for snippet in SNIPPETS if snippet.language not in kinds] == []
    names = [snippet.name for snippet in PYTHON]
    assert [each for each in PROGRAMS if not any(name.startswith(each) for name in names)] == []


@pytest.mark.parametrize("readme", readmes(), ids=str)
def test_every_snippet_says_its_language(readme: Path) -> None:
    assert indented((ROOT / readme).read_text()) == []


@pytest.mark.parametrize(
    "snippet", [each for each in SNIPPETS if each.language == "text"], ids=lambda snippet: snippet.name
)
def test_a_list_of_files_names_what_is_there(snippet: Snippet) -> None:
    folder = (ROOT / snippet.readme).parent
    lines = "\n".join(line for line in snippet.text.splitlines() if "<" not in line)
    files = re.findall(r"(?:^| {2,})([\w./]+(?:\.py|/))(?=\s|$)", lines, re.MULTILINE)
    assert [file for file in files if not (folder / file).exists()] == []
