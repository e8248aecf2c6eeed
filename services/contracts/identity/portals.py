"""The two portals, their professions, the establishments."""

from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, Role
from services.contracts.acts import Act
from services.contracts.base import Command, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.fields import EstablishmentKind, Name
from services.contracts.identity.refusals import EstablishmentAlreadyRegistered


class ProfessionView(View):
    code: str
    name: str


class ProfessionFoundView(ProfessionView):
    portal: Open[Portal]


class PortalView(View):
    code: Open[Portal]
    name: str
    professions: list[ProfessionView]


class PortalsView(View):
    items: list[PortalView]
    portal: Open[Portal] | None = None
    """The answer where a profession was asked for: of the one that was meant, or of all that may be."""
    matches: list[ProfessionFoundView] = Field(default_factory=list)
    """Those that what was typed may mean, the likeliest first. None: one of the "other" professions at the end."""


class ListPortals(Query[PortalsView]):
    callers = ANYBODY
    profession: str | None = Field(default=None, max_length=100)


class EstablishmentView(View):
    id: UUID
    name: str
    kind: Open[EstablishmentKind]
    city: str
    postal_code: str
    region: str


class ListEstablishments(PageQuery[Page[EstablishmentView]]):
    callers = ANYBODY
    q: str | None = Field(default=None, max_length=100)


class RegisterEstablishment(Command[EstablishmentView]):
    callers = frozenset({Role.ADMINISTRATOR})
    refuses = (EstablishmentAlreadyRegistered,)
    act = Act(name="establishment_registered", to="establishment", on_file=False)
    name: Name
    kind: EstablishmentKind
    city: Name
    postal_code: str = Field(pattern=r"^[0-9]{5}$")
    region: Name
