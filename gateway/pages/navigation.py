"""What each portal's pages are; for staff, only what the role may use."""

from collections.abc import Iterable

from gateway.pages.texts import Texts
from services.contracts.actor import Role
from services.contracts.base import Open

MEMBER = [
    ("", "nav.home"),
    ("/benefits", "nav.benefits"),
    ("/applications", "nav.applications"),
    ("/documents", "nav.documents"),
    ("/offers", "nav.offers"),
    ("/file", "nav.file"),
]
STAFF: list[tuple[str, str, frozenset[Role]]] = [
    ("", "nav.queue", frozenset({Role.OFFICER})),
    ("/requests", "nav.requests", frozenset({Role.OFFICER, Role.ESTABLISHMENT})),
    ("/accounts", "nav.accounts", frozenset({Role.ADMINISTRATOR})),
    ("/security", "nav.security", frozenset(Role)),
]


def navigation(portal: str, roles: Iterable[Open[Role]], path: str, texts: Texts) -> list[tuple[str, str, str]]:
    """Address, label, and what it is of the page that is shown: "page", "true" for one above it, or nothing."""
    mine = frozenset(roles)
    if Role.RESTRICTED in mine:
        return []
    pages = [(rest, key) for rest, key, for_roles in STAFF if for_roles & mine] if portal == "staff" else MEMBER
    found = []
    for rest, key in pages:
        address = f"/{portal}{rest}"
        above = path.startswith(address + "/") and (
            rest or (portal == "staff" and path.startswith("/staff/applications"))
        )
        found.append((address, texts.t(key), "page" if path == address else "true" if above else ""))
    return found
