"""`python -m deploy.new_service NAME`: see docs/recipes/service.md."""

import argparse
import sys
from pathlib import Path

from deploy.native.programs import ROOT
from deploy.new_service.files import files_of
from deploy.new_service.names import NotAName, require_free_name
from deploy.new_service.wiring import NotListed, listed


def write(root: Path, name: str) -> list[Path]:
    """All or, where the name or a place is refused, nothing. Raises NotAName, NotListed."""
    require_free_name(name, root)
    texts = {**listed(root, name), **files_of(root, name)}
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return sorted(texts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make service NAME=", description="A new service, empty and wired.")
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to write into")
    given = parser.parse_args()
    try:
        written = write(given.root, given.name)
    except (NotAName, NotListed) as refused:
        sys.exit(str(refused))
    for path in written:
        print(path.relative_to(given.root))
    print("Now: docs/recipes/service.md")


if __name__ == "__main__":
    main()
