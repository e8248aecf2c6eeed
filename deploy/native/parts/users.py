"""Dropping root's rights."""

import os
import pwd
from collections.abc import Sequence
from pathlib import Path


def as_user(user: str | None, command: Sequence[str], directory: Path) -> list[str]:
    """The command under `user` (None: as it is). It may pass through closed directories on its way to `directory`,
    which a checkout in root's own home needs."""
    if user is None:
        return list(command)
    drop = ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    if not all(os.stat(parent).st_mode & 0o001 for parent in directory.resolve().parents):
        drop += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return [*drop, "--", *command]
