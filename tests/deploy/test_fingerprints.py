"""Which programs a change concerns, told from digests of what each of them runs."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.native.blueprint import SERVICES, Blueprint
from deploy.native.fingerprints import StartedFrom, runs_from
from deploy.native.programs import ROOT, Program

OURS = {*SERVICES, "gateway"}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> list[Program]:
    blueprint = Blueprint(tmp_path_factory.mktemp("stack"), {})
    return [*blueprint.services(), *blueprint.parts()]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for folder in ("services", "gateway", "deploy"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", root)
    return root


def concerned(programs: list[Program], root: Path, changed: str) -> dict[str, list[str]]:
    """What starts again after something was added to that file, and why."""
    started = StartedFrom(root / "started-from.json")
    for program in programs:
        started.note(program.name, runs_from(program, "mark", root))
    file = root / changed
    before = file.read_bytes() if file.exists() else b""
    file.write_bytes(before + b"\n")
    told = {program.name: started.differences(program.name, runs_from(program, "mark", root)) for program in programs}
    file.write_bytes(before)
    return {name: why for name, why in told.items() if why}


@pytest.mark.parametrize(
    ("changed", "whom"),
    [
        ("services/offers/service.py", {"offers"}),
        ("services/notifications/emails/new.txt", {"notifications"}),
        ("services/contracts/base.py", OURS),
        ("services/kit/events/consumers.py", set(SERVICES)),
        ("services/kit/logs.py", OURS),
        ("gateway/app.py", {"gateway"}),
        ("gateway/templates/new.html", {"gateway"}),
        ("gateway/static/new.css", {"gateway"}),
        ("gateway/locales/fr/problems.po", {"gateway"}),
        ("deploy/native/mailbox/web.py", {"mail"}),
        ("requirements.lock", OURS | {"mail"}),
        ("services/offers/README.md", set()),
        ("deploy/README.md", set()),
    ],
)
def test_a_change_concerns_those_who_run_it(programs: list[Program], tree: Path, changed: str, whom: set[str]) -> None:
    assert concerned(programs, tree, changed).keys() == whom


def test_the_reason_names_the_folder(programs: list[Program], tree: Path) -> None:
    assert concerned(programs, tree, "services/offers/service.py") == {"offers": ["services/offers changed"]}


def test_a_setting_concerns_its_program_also_where_only_the_content_of_its_file_is_new(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("old")
    program = Program("it", ["true"], {"BROKER_URL_FILE": str(secret)}, sources=frozenset({"services/__init__.py"}))
    started = StartedFrom(tmp_path / "started-from.json")
    started.note("it", runs_from(program, "mark"))
    assert started.differences("it", runs_from(program, "mark")) == []
    secret.write_text("new")
    assert started.differences("it", runs_from(program, "mark")) == ["settings changed"]
    other = replace(program, environment={**program.environment, "LOG_LEVEL": "DEBUG"})
    assert "settings changed" in started.differences("it", runs_from(other, "mark"))


def test_a_program_of_unknown_origin_starts_again(tmp_path: Path) -> None:
    assert StartedFrom(tmp_path / "none.json").differences("it", {"settings": "1"}) != []
