"""python -m tests.contracts.release: writes down what this version promises, for good.

The version is the one in pyproject.toml. What was released once is never written again, and nothing is released that a
reader of an earlier version would stumble over.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.contracts.comparing.messages import broken_promises
from tests.contracts.comparing.openapi import broken_routes
from tests.contracts.promised import OPENAPI, promised

ROOT = Path(__file__).parents[2]
RELEASED = Path(__file__).parent / "released"
NEEDS_HISTORY = "what was released is compared with the history, which is not here: git fetch --unshallow"
Contracts = dict[str, dict[str, Any]]


class NotReleased(Exception):
    """Says why."""


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def released(folder: Path = RELEASED) -> dict[str, Contracts]:
    """Every version's contracts, the oldest first."""
    versions = sorted(folder.glob("*.*.*"), key=lambda path: [int(part) for part in path.name.split(".")])
    return {
        path.name: {file.stem: json.loads(file.read_text()) for file in sorted(path.glob("*.json"))}
        for path in versions
    }


def breaks(before: Contracts, now: Contracts) -> list[str]:
    found = []
    for name, contract in before.items():
        compare = broken_routes if name == OPENAPI else broken_promises
        found += [f"{name}: {each}" for each in compare(contract, now[name])] if name in now else [f"{name}: gone"]
    return found


def release(number: str, contracts: Contracts, folder: Path = RELEASED) -> None:
    """Raises NotReleased."""
    folder.mkdir(exist_ok=True)
    if (folder / number).exists():
        raise NotReleased(f"{number} is released. What comes now is another version: see pyproject.toml.")
    for earlier, promised_then in released(folder).items():
        if found := breaks(promised_then, contracts):
            raise NotReleased("\n".join([f"A reader of {earlier} would stumble:", *found]))
    (folder / number).mkdir()
    for name, contract in contracts.items():
        (folder / number / f"{name}.json").write_text(json.dumps(contract, indent=1, sort_keys=True) + "\n")


def rewritten(root: Path = ROOT, folder: Path = RELEASED) -> str:
    """What was done to released files after their release, in git's words. Raises LookupError without a history."""
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        raise LookupError(NEEDS_HISTORY)
    # -m: of a merge too, which may bring its own changes. Whatever is no addition is a change.
    committed = _git(root, "log", "-m", "--diff-filter=a", "--format=%h %s", "--name-status", "--", str(folder))
    return committed + _git(root, "diff", "HEAD", "--stat", "--", str(folder))


def _git(root: Path, *arguments: str) -> str:
    # The checkout may be another user's, as it is in many a container: it is only read.
    command = ["git", "-C", str(root), "-c", f"safe.directory={root}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LookupError(f"{NEEDS_HISTORY} ({done.stderr.strip()})")
    return done.stdout.strip()


if __name__ == "__main__":
    try:
        release(version(), promised())
    except NotReleased as reason:
        sys.exit(str(reason))
    print(f"tests/contracts/released/{version()} is written: commit it with the release")
