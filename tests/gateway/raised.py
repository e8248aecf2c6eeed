"""Where refusals are made, found in the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from gateway.figures import places
from gateway.language import translate
from tests.gateway.test_texts import OURS

ROOT = Path(__file__).parents[2]


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Each place where a refusal is made: its code, the names of its facts without those that its field's text shows,
    where."""
    codes = {kind.__name__: kind.code for kind in OURS}
    for path in sorted([*ROOT.glob("services/**/*.py"), *ROOT.glob("gateway/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            func = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "at" else node.func
            if isinstance(func, ast.Name) and func.id in codes:
                named = {keyword.arg or "**": keyword.value for keyword in node.keywords}
                rule = named.get("rule")
                of_field = places(field_text(str(rule.value))) if isinstance(rule, ast.Constant) else ()
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield codes[func.id], named.keys() - {"errors", "rule", *of_field}, where


def field_text(rule: str) -> str:
    return translate(f"problem.field.{rule}", "en")
