"""What every page does the same way."""

import ast
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "gateway" / "pages"
ANSWERS_A_REFUSAL = {"posting.py", "context.py"}
"""A posted form that is refused; what a page is not lost for."""


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.py")), ids=lambda path: path.name)
def test_no_page_answers_a_refused_form_by_itself(path: Path) -> None:
    tree = ast.parse(path.read_text())
    caught = {
        name.id
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        for name in ast.walk(node.type or ast.Name("Exception"))
        if isinstance(name, ast.Name)
    }
    posts = any(isinstance(node, ast.Attribute) and node.attr == "post" for node in ast.walk(tree))
    of_a_form = {"Refusal", "Exception"} | ({"ValidationError"} if posts else set())
    assert path.name in ANSWERS_A_REFUSAL or caught.isdisjoint(of_a_form)


def test_no_script_writes_markup_or_keeps_anything() -> None:
    """What a service says is text, and the browser keeps nothing of it once the page is left."""
    ways = r"(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(|Function\(|postMessage|[a-z]+Storage|indexedDB"
    scripts = {path.name: path.read_text() for path in (PAGES.parent / "static").rglob("*.js")}
    assert scripts
    assert [(name, found[0]) for name, text in scripts.items() if (found := re.search(ways, text))] == []
