"""Which names a service may bear: it is a package, a database role, a container and a part of queue names at once."""

import builtins
import keyword
import re
import sys
from pathlib import Path

from deploy.native.blueprint import SERVICES

WELL_FORMED = re.compile(r"[a-z][a-z0-9]{2,19}")
TAKEN = {
    "contracts",
    "kit",
    "gateway",
    "house",
    "shared",
    "openapi",
    "postgres",
    "rabbitmq",
    "clamd",
    "inbox",
    "bucket",
    "request",
}
"""By other folders beside the services, by programs of a stack, and by files of a release."""


class NotAName(Exception):
    """With the reason, for whoever typed it."""


def require_free_name(name: str, root: Path) -> None:
    """Raises NotAName."""
    if not WELL_FORMED.fullmatch(name):
        raise NotAName(f"{name!r}: a name is 3 to 20 small letters and digits, a letter first: make service NAME=trips")
    if keyword.iskeyword(name) or hasattr(builtins, name) or name in sys.stdlib_module_names or name in TAKEN:
        raise NotAName(f"{name}: Python or a part of the stack bears this name already")
    if name in SERVICES or (root / "services" / name).exists() or (root / "services/contracts" / f"{name}.py").exists():
        raise NotAName(f"{name}: there is such a service; nothing was changed")
