"""The menu of each portal: put together from the pages' modules; only what the role may open."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, NamedTuple

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from gateway.pages.texts import Texts
from gateway.security import Access
from services.contracts.actor import Role
from services.contracts.base import Open
from services.contracts.identity.waiting import StaffWaitingView, shown

MEMBERS: Final = "/{portal:portal}"


@dataclass(frozen=True)
class MenuItem:
    """`MENU = MenuItem(…)` in a module of pages. It leads to the module's first page, for those who may open that."""

    label: str
    """A key of the texts."""
    position: int
    address: str = ""
    """Where the first page is shown as well, if the menu leads there instead."""
    waiting: tuple[str, ...] = ()
    """Of the staff's: which of their counts wait there."""


class Link(NamedTuple):
    address: str
    label: str
    current: str
    """What it is of the page that is shown: "page", "true" for one above it, or nothing."""
    name: str
    """Which sign stands beside it (templates/components/icon.html)."""
    waiting: str = ""
    """How much waits there, if anything."""


@dataclass(frozen=True)
class _Entry:
    item: MenuItem
    first_page: str
    roles: frozenset[Role]

    @property
    def of_staff(self) -> bool:
        return Role.MEMBER not in self.roles


class Menu:
    def __init__(self, modules: Iterable[ModuleType]) -> None:
        entries = [_entry(module.MENU, module.router) for module in modules if hasattr(module, "MENU")]
        self._entries = sorted(entries, key=lambda entry: entry.item.position)

    def links(
        self,
        portal: str,
        roles: Collection[Open[Role]],
        path: str,
        texts: Texts,
        waiting: StaffWaitingView | None = None,
    ) -> list[Link]:
        if Role.RESTRICTED in roles:
            return []
        found = []
        for entry in self._of(portal, roles):
            address = _in(portal, entry.item.address or entry.first_page)
            first_page = _in(portal, entry.first_page)
            beneath = first_page != f"/{portal}" and f"{path}/".startswith(f"{first_page}/")
            current = "page" if path == address else "true" if beneath else ""
            label, name = texts.t(entry.item.label), entry.item.label.rpartition(".")[2]
            found.append(Link(address, label, current, name, waiting_at(entry.item, waiting)))
        return found

    def first(self, portal: str, roles: Iterable[Open[Role]]) -> str:
        """Where somebody of these roles starts."""
        entry = next(self._of(portal, roles))
        return _in(portal, entry.item.address or entry.first_page)

    def _of(self, portal: str, roles: Iterable[Open[Role]]) -> Iterator[_Entry]:
        mine = frozenset(roles)
        if portal == "staff":
            return (entry for entry in self._entries if entry.of_staff and entry.roles & mine)
        return (entry for entry in self._entries if not entry.of_staff and entry.roles & mine)


def waiting_at(item: MenuItem, waiting: StaffWaitingView | None) -> str:
    count = sum(getattr(waiting, name) for name in item.waiting) if waiting else 0
    return shown(count)


def _entry(item: MenuItem, router: APIRouter) -> _Entry:
    route: Any = next(each for each in router.routes if isinstance(each, APIRoute) and "GET" in (each.methods or ()))
    (access,) = _declared(route.dependant)
    return _Entry(item, str(route.path), access.roles)


def _declared(dependant: Dependant) -> list[Access]:
    found = [each.call for each in dependant.dependencies if isinstance(each.call, Access)]
    return found + [access for each in dependant.dependencies for access in _declared(each)]


def _in(portal: str, address: str) -> str:
    return address.replace(MEMBERS, f"/{portal}")
