"""Dropping root's rights, where there are any to drop."""

import os
import pwd
from collections.abc import Sequence
from pathlib import Path

HOUSE, ANTIVIRUS = 10001, 10002
"""Users by number, which need no entry in the machine's list; the images give the services the first one too."""


def unprivileged(user: int) -> int | None:
    """None where this process already is somebody without rights: everything then runs as that one."""
    return user if os.geteuid() == 0 else None


def as_user(user: str | int | None, command: Sequence[str], *reached: Path) -> list[str]:
    """The command under `user` (None: as it is). It may pass through closed directories on its way to what it must
    reach, which a checkout or a Python in root's own home needs."""
    if user is None:
        return list(command)
    group = user if isinstance(user, int) else pwd.getpwnam(user).pw_gid
    drop = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    if not all(_is_open(parent) for place in reached for parent in place.resolve().parents):
        drop += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        # Or access(2), by which the broker asks whether it may read a file, looks at the file's mode only.
        drop += ["--securebits=+no_setuid_fixup"]
    return [*drop, "--", *command]


def _is_open(directory: Path) -> bool:
    return bool(os.stat(directory).st_mode & 0o001)


def make_private(directory: Path, owner: int | None) -> None:
    """Entered by its owner only. What an earlier version, or this process, wrote there as root is handed over."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    if owner is None:
        return
    for place in (directory, *directory.rglob("*")):
        if place.lstat().st_uid != owner:
            os.chown(place, owner, owner, follow_symlinks=False)
