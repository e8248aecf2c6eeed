"""Whatever a README tells one to type is there to be typed: the target, the module, each option, each file."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest
import yaml

from tests.readmes.reading import ROOT, commands, snippets

SPOKEN_TO = {"services.kit.process.run": "services", "gateway": "gateway"}
"""Modules that read no options: what follows them is a folder there."""


def make(words: list[str]) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(words) <= set(targets)


def python(words: list[str]) -> None:
    assert words[0] == "-m", "a program of ours is a module"
    module, *rest = words[1:]
    assert importlib.util.find_spec(module)
    if module == "pytest":
        assert all((ROOT / each).exists() for each in rest if not each.startswith("-"))
        return
    if module in SPOKEN_TO:
        assert all((ROOT / SPOKEN_TO[module] / each).is_dir() for each in rest)
        return
    wanted = [each for each in rest if re.match("--[a-z]", each) or each.islower()]
    options = set(wanted) - {each for before, each in pairwise(rest) if before.startswith("--")}
    if options:
        told = help_of(module)
        assert [each for each in sorted(options) if not re.search(rf"(?<![\w-]){re.escape(each)}\b", told)] == []


@cache
def help_of(module: str) -> str:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", module, "--help"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def alembic(words: list[str]) -> None:
    assert words[0] == "-c"
    assert (ROOT / words[1]).is_file()
    assert words[2:] == ["upgrade", "head"] or words[2:4] == ["revision", "--rev-id"]


def docker(words: list[str]) -> None:
    """docker-compose.yml itself is read in tests/deploy/test_compose.py."""
    assert words[0] == "compose"
    if words[1] == "run":
        _, _, _, service, program, *rest = words
        assert service in yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
        KNOWN[program](rest)
    elif words[1] == "exec":
        _, _, service, _, script = words
        mounted = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"][service]["volumes"]
        assert any(f":{script}:" in each for each in mounted)
    else:
        assert words[1] in {"up", "config"}


def nameko(words: list[str]) -> None:
    """Run, with what it runs, in test_integrators.py."""
    assert words == ["run", "--broker", "$BROKER_URL", "listener"]
    assert any(snippet.text.startswith("# listener.py") for snippet in snippets())


def git(words: list[str]) -> None:
    assert words in (["pull"], ["fetch", "--unshallow"])


KNOWN: dict[str, Callable[[list[str]], None]] = {
    "make": make,
    "python": python,
    "alembic": alembic,
    "docker": docker,
    "nameko": nameko,
    "git": git,
}


@pytest.mark.parametrize(("readme", "command"), sorted(set(commands())))
def test_what_one_is_told_to_type_is_there(readme: str, command: str) -> None:
    bare = re.sub(r"[\[\]|…]", " ", command)  # of [--option VALUE] and one|another
    words = [word for word in shlex.split(bare) if not re.match("[A-Z_]+=", word)]
    assert words[0] in KNOWN, f"{readme}: nobody here knows how to look {command!r} up"
    KNOWN[words[0]](words[1:])
