"""How several processes share a run of the tests."""

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

HEAVY = frozenset({"browser", "contracts", "deploy", "journeys", "readmes"})
"""Folders that start a whole stack or a browser: one process has them all, and starts each once."""


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """The heavy folders to one process; the rest a file at a time to whoever is free.

    Not by xdist's own groups, which pytest 9 does not hand on.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        _, folder, *_ = file.split("/")
        return "heavy" if folder in HEAVY else file
