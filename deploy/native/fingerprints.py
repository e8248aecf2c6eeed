"""What a program runs, as digests by cause: where one differs from what it was started from, it starts again."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.native.programs import ROOT, Program

NO_CODE = {".md", ".pyc"}
"""Suffixes of files that stand beside the code and are never run."""


def fingerprint(files: Iterable[Path]) -> str:
    """Of names and contents."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def runs_from(program: Program, mark: str, root: Path = ROOT) -> dict[str, str]:
    """A digest for each cause that one would name: a folder, the packages, Python, the settings."""
    settings = hashlib.sha256(program.script(mark).encode())
    if not program.sources:
        return {"settings": settings.hexdigest()}
    settings.update(fingerprint(_named_files(program.environment)).encode())
    return {
        **{source: fingerprint(_code(root / source)) for source in sorted(program.sources)},
        "requirements.lock": fingerprint([root / "requirements.lock"]),
        "Python": sys.version,
        "settings": settings.hexdigest(),
    }


def _code(source: Path) -> list[Path]:
    files = source.rglob("*") if source.is_dir() else [source]
    return [file for file in files if file.is_file() and file.suffix not in NO_CODE]


def _named_files(environment: Mapping[str, str]) -> list[Path]:
    """A secret's place stays the same where its content changes."""
    named = [Path(value) for name, value in environment.items() if name.endswith(("_FILE", "_DIR"))]
    return [file for place in named for file in (place.iterdir() if place.is_dir() else [place]) if file.is_file()]


class StartedFrom:
    """Remembers what each program was started from."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def differences(self, name: str, now: Mapping[str, str]) -> list[str]:
        """The causes for which what runs is not what would be started now."""
        then = self._read().get(name)
        if then is None:
            return ["what it was started from is not known"]
        return [f"{cause} changed" for cause in sorted(then.keys() | now.keys()) if then.get(cause) != now.get(cause)]

    def note(self, name: str, now: Mapping[str, str]) -> None:
        """Before the program starts: one that is changed meanwhile starts once too often, never once too little."""
        self._file.write_text(json.dumps({**self._read(), name: dict(now)}, indent=2))

    def _read(self) -> dict[str, dict[str, str]]:
        return json.loads(self._file.read_text()) if self._file.exists() else {}
