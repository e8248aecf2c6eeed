"""The five services are laid out alike: who knows one finds the way in all."""

import ast
import importlib
import inspect
import subprocess
from pathlib import Path
from typing import Any

import pytest
from nameko.extensions import DependencyProvider

from deploy.native.blueprint import SERVICES
from tests.architecture.promises import methods, service_class

ROOT = Path(__file__).parents[2]
EVERY_SERVICE_HAS = {
    "README.md",
    "__init__.py",
    "alembic.ini",
    "domain/__init__.py",
    "handlers/__init__.py",
    "migrations/env.py",
    "migrations/script.py.mako",  # what `alembic revision` writes a new one from
    "ports.py",
    "queries/__init__.py",
    "requirements.txt",
    "service.py",
    "settings.py",
    "store/__init__.py",
    "tables.py",
}
WHERE_NEEDED = {"before.py", "resources.py"}

every_service = pytest.mark.parametrize("service", SERVICES)


def files(service: str) -> set[str]:
    """As git knows them, below the service's folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT / "services" / service,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return {name for name in listed if (ROOT / "services" / service / name).exists()}


def entrypoints(service: str) -> list[Any]:
    return [one for method in methods(service).values() for one in getattr(method, "nameko_entrypoints", ())]


@every_service
def test_a_service_has_every_part_of_the_skeleton(service: str) -> None:
    assert EVERY_SERVICE_HAS - files(service) == set()


@every_service
def test_what_is_not_of_the_skeleton_is_named_in_the_readme(service: str) -> None:
    skeleton = {name.split("/")[0] for name in EVERY_SERVICE_HAS | WHERE_NEEDED}
    readme = (ROOT / "services" / service / "README.md").read_text()
    others = {name.split("/")[0] + ("/" if "/" in name else "") for name in files(service)}
    assert {name for name in others if name.rstrip("/") not in skeleton and name not in readme} == set()


@every_service
def test_a_handler_s_file_is_named_as_its_use_case_and_holds_no_other(service: str) -> None:
    """The modules of the wiring import each by its name."""
    package = f"services.{service}.handlers."
    wiring = {base.__module__ for base in service_class(service).__mro__ if base.__module__.startswith("services.")}
    wired = {
        (function.__module__.removeprefix(package), function.__name__)
        for module in wiring
        for function in vars(importlib.import_module(module)).values()
        if inspect.isfunction(function) and function.__module__.startswith(package)
    }
    folder = ROOT / "services" / service / "handlers"
    assert wired == {(path.stem, path.stem) for path in folder.glob("*.py") if path.stem != "__init__"}


@every_service
def test_nothing_is_written_in_the_handlers_init(service: str) -> None:
    body = ast.parse((ROOT / "services" / service / "handlers" / "__init__.py").read_text()).body
    assert all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)


@every_service
def test_what_runs_before_a_transaction_is_in_before(service: str) -> None:
    hooks = [hook for one in entrypoints(service) if (hook := getattr(one, "prepare", None))]
    assert {hook.__module__ for hook in hooks} <= {f"services.{service}.before"}


@every_service
def test_what_a_process_holds_is_its_resources(service: str) -> None:
    own = {
        name: type(value).__module__
        for name, value in vars(service_class(service)).items()
        if isinstance(value, DependencyProvider) and type(value).__module__.startswith(f"services.{service}.")
    }
    assert own in ({}, {"resources": f"services.{service}.resources"})
