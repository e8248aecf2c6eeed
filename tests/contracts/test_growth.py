"""Contracts only grow: versions of a service run side by side, and integrators keep what they read.

What was released is written down in tests/contracts/released and never again: python -m tests.contracts.release.
"""

import subprocess
from copy import deepcopy
from pathlib import Path

import pytest

from tests.contracts.promised import promised
from tests.contracts.release import Contracts, NotReleased, breaks, release, released, rewritten, version


@pytest.fixture(scope="module")
def today() -> Contracts:
    return promised()


@pytest.mark.parametrize("number", released())
def test_nobody_stumbles_who_was_built_against_a_release(number: str, today: Contracts) -> None:
    assert breaks(released()[number], today) == []


def test_this_version_is_released() -> None:
    assert version() in released(), "python -m tests.contracts.release"


def test_what_was_released_is_never_rewritten() -> None:
    try:
        assert rewritten() == ""
    except LookupError as reason:
        pytest.fail(str(reason))


class TestTalkingTheGateOutOfIt:
    """A field is renamed, and what was released is written anew."""

    def test_a_release_is_written_once(self, today: Contracts, tmp_path: Path) -> None:
        release("0.1.0", today, tmp_path)
        with pytest.raises(NotReleased, match="another version"):
            release("0.1.0", _renamed(today), tmp_path)
        assert released(tmp_path) == {"0.1.0": today}

    def test_a_release_that_breaks_an_earlier_one_is_refused(self, today: Contracts, tmp_path: Path) -> None:
        release("0.9.0", today, tmp_path)
        release("0.10.0", _grown(today), tmp_path)
        with pytest.raises(NotReleased, match="events ApplicationDecided /outcome: gone"):
            release("0.11.0", _renamed(today), tmp_path)
        with pytest.raises(NotReleased, match="events ApplicationArchived: gone"):
            release("0.11.0", today, tmp_path)
        assert list(released(tmp_path)) == ["0.9.0", "0.10.0"]

    def test_the_history_tells_whoever_rewrites_it_by_hand(self, repository: Path) -> None:
        folder = repository / "released"
        assert rewritten(repository, folder) == ""
        (folder / "0.1.0" / "offers.json").write_text("{}")
        assert "offers.json" in rewritten(repository, folder)
        _git(repository, "commit", "--quiet", "--all", "--message", "Nothing to see")
        assert "Nothing to see" in rewritten(repository, folder)

    def test_nor_does_taking_it_away_and_writing_it_anew_go_unseen(self, repository: Path) -> None:
        _git(repository, "rm", "-r", "--quiet", "released/0.1.0")
        _git(repository, "commit", "--quiet", "--message", "Away")
        (repository / "released" / "0.1.0").mkdir(parents=True)
        (repository / "released" / "0.1.0" / "offers.json").write_text("{}")
        _git(repository, "add", ".")
        _git(repository, "commit", "--quiet", "--message", "Anew")
        assert "Away" in rewritten(repository, repository / "released")

    def test_a_clone_without_history_is_told_how_to_get_it(self, repository: Path, tmp_path: Path) -> None:
        (repository / "another").write_text("commit")
        _git(repository, "add", ".")
        _git(repository, "commit", "--quiet", "--message", "Another")
        _git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
        with pytest.raises(LookupError, match="git fetch --unshallow"):
            rewritten(tmp_path / "shallow", tmp_path / "shallow" / "released")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """With one release."""
    root = tmp_path / "repository"
    (root / "released" / "0.1.0").mkdir(parents=True)
    (root / "released" / "0.1.0" / "offers.json").write_text('{"requests": {}}')
    _git(tmp_path, "init", "--quiet", str(root))
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message", "Released")
    return root


def _git(folder: Path, *arguments: str) -> None:
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *somebody, *arguments], cwd=folder, check=True)


def _renamed(contracts: Contracts) -> Contracts:
    changed = deepcopy(contracts)
    schema = changed["applications"]["events"]["ApplicationDecided"]["schema"]
    schema["properties"]["result"] = schema["properties"].pop("outcome")
    schema["required"] = ["result" if each == "outcome" else each for each in schema["required"]]
    return changed


def _grown(contracts: Contracts) -> Contracts:
    changed = deepcopy(contracts)
    events = changed["applications"]["events"]
    events["ApplicationArchived"] = {**events["ApplicationWithdrawn"], "routing_key": "application_archived"}
    return changed
