"""Every route of the gateway, as it declares itself: who may call it, and what it asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from gateway.api.openapi import access_of
from gateway.pages.access import PageAccess
from gateway.security.access import Access, ProbeAccess
from services.contracts.actor import Role
from services.contracts.base import Command
from tests.architecture.promises import requests

SAFE: Final = "GET"
Roles = frozenset[Role]
COMMANDS: Final = {request.method(): request for request in requests() if issubclass(request, Command)}


class Undeclared(Exception):
    """A route that does not say who may call it, or says it twice."""


@dataclass(frozen=True)
class Route:
    name: str
    method: str
    path: str
    access: Access

    @property
    def is_page(self) -> bool:
        return self.access.page

    @property
    def is_probe(self) -> bool:
        """Asks nobody who they are."""
        return isinstance(self.access, ProbeAccess)

    @property
    def is_step(self) -> bool:
        """Of signing in: open while something is still to be done."""
        return isinstance(self.access, PageAccess) and self.access.unfinished

    @property
    def changes(self) -> bool:
        return self.method != SAFE

    @property
    def roles(self) -> Roles:
        """An action of a page is named like the command that it asks, which says more than the page."""
        asked = COMMANDS.get(self.name) if self.is_page and self.changes else None
        return self.access.roles if asked is None else both(self.access.roles, asked.callers)

    @property
    def portals(self) -> tuple[str, ...]:
        """Whose pages the address may name; none where it names none."""
        if "{portal}" not in self.path:
            return ()
        return ("agent", "medical", "staff") if "sign_in_portal" in self.written else ("agent", "medical")

    written: str = ""
    """The path with its convertors."""

    @property
    def parameters(self) -> list[str]:
        steps = (step for step in self.path.split("/") if step.startswith("{"))
        return [step[1:-1] for step in steps if step != "{portal}"]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def both(some: Roles, others: Roles) -> Roles:
    """Who is in both, where a visitor in either stands for everybody."""
    if Role.VISITOR in some:
        return others
    return some if Role.VISITOR in others else some & others


def routes(app: FastAPI) -> Iterator[Route]:
    """Raises Undeclared."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            for method in sorted(context.methods or ()):
                yield Route(
                    str(context.name), method, str(context.path_format), _only(context), written=str(context.path)
                )


def _only(context: Any) -> Access:
    declared = access_of(context.dependant)
    if len(declared) != 1:
        raise Undeclared(f"{context.path} declares its access {len(declared)} times")
    return declared[0]
