"""A service made by `make service` is at home at once: in a copy of the tree, all that looks at services accepts it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.native.programs import ROOT
from deploy.new_service.__main__ import write
from deploy.new_service.names import NotAName, require_free_name
from deploy.new_service.wiring import LISTINGS, NotListed

NAME = "trips"
PYTHON = sys.executable


def copied(to: Path) -> Path:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for file in listed:
        if (ROOT / file).exists():
            (to / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, to / file)
    subprocess.run(["git", "init", "--quiet"], cwd=to, check=True)
    return to


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this one with the new service in it."""
    copy = copied(tmp_path_factory.mktemp("tree"))
    write(copy, NAME)
    return copy


def accepted(tree: Path, *command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_style_and_import_rules_accept_it(tree: Path) -> None:
    accepted(tree, PYTHON, "-m", "ruff", "check", "services", "deploy", "tests")
    accepted(tree, PYTHON, "-m", "ruff", "format", "--check", "services", "deploy", "tests")
    accepted(tree, str(Path(PYTHON).with_name("lint-imports")))


@pytest.mark.timeout(900)  # without a cache mypy reads every library first
def test_the_type_checker_accepts_it(tree: Path) -> None:
    cache = f"--cache-dir={ROOT / '.mypy_cache'}"
    accepted(tree, PYTHON, "-m", "mypy", cache, f"services/{NAME}", f"services/contracts/{NAME}.py")


@pytest.mark.timeout(600)  # a whole pytest of its own
def test_it_has_the_skeleton_and_stands_in_every_list_of_services(tree: Path) -> None:
    looking = ["architecture/test_skeleton.py", "deploy/test_compose.py", "deploy/test_requirements.py"]
    accepted(tree, PYTHON, "-m", "pytest", "-q", *(f"tests/{file}" for file in looking), "-k", NAME)


def test_what_is_there_already_is_refused_and_nothing_is_written(tree: Path) -> None:
    before = {path: (tree / path).read_text() for path in LISTINGS}
    with pytest.raises(NotAName, match="nothing was changed"):
        write(tree, NAME)
    assert {path: (tree / path).read_text() for path in LISTINGS} == before


@pytest.mark.parametrize(
    "name", ["", "Trips", "my-trips", "my_trips", "2trips", "t", "kit", "class", "json", "offers", "../x"]
)
def test_a_name_that_cannot_be_a_package_a_role_and_a_container_is_refused(name: str) -> None:
    with pytest.raises(NotAName):
        require_free_name(name, ROOT)


def test_a_list_that_looks_otherwise_is_named_before_anything_is_written(tmp_path: Path) -> None:
    for path in LISTINGS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, tmp_path / path)
    (tmp_path / "deploy/postgres/create-databases.sh").write_text("psql\n")
    with pytest.raises(NotListed, match="create-databases"):
        write(tmp_path, NAME)
    assert not (tmp_path / "services" / NAME).exists()
