"""Who acts: what the signed assertion says once it has been verified."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    VISITOR = "visitor"
    """Anybody, signed in or not."""
    RESTRICTED = "restricted"
    """Signed in, but must first set a password or enrol a second factor."""
    MEMBER = "member"
    SURVIVOR = "survivor"
    """Of a member who died: a narrow access of its own, to ask for the aid and nothing else."""
    OFFICER = "officer"
    ESTABLISHMENT = "establishment"
    """The correspondent of an employer establishment."""
    FINANCE = "finance"
    CATALOGUE = "catalogue"
    COMMISSION = "commission"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    SERVICE = "service"
    """One of the five services, acting on its own."""


@dataclass(frozen=True, slots=True)
class Reach:
    """These establishments, and all those of these regions."""

    establishments: frozenset[UUID]
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """`subject` is the id of a member or of a member of staff, or `service:<name>`; None for a visitor."""

    subject: str | None = None
    portal: str | None = None
    """agent, medical or staff."""
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.VISITOR}))
    establishments: frozenset[UUID] = frozenset()
    """The scope of the establishment role: those that this correspondent speaks for."""
    session_id: UUID | None = None
    regions: frozenset[str] = frozenset()
    """Where the roles of a correspondent and of an officer are good; none: an officer's is good everywhere."""

    @property
    def id(self) -> UUID:
        """The person's id. Raises ValueError for a visitor or a service."""
        return UUID(self.subject or "")

    def may(self, callers: frozenset[Role]) -> bool:
        return Role.VISITOR in callers or not self.roles.isdisjoint(callers)

    def reach(self, callers: frozenset[Role]) -> "Reach | None":
        """Where one of the roles that may do it is good; None: everywhere. Each role counts for what it may do itself:
        that an officer finds every request does not carry a correspondent's act elsewhere."""
        roles = self.roles & callers
        if not roles <= SCOPED and not self.regions:
            return None
        return Reach(self.establishments if roles & SCOPED else frozenset(), self.regions)

    def may_at(self, establishment_id: UUID, callers: frozenset[Role], region: str | None = None) -> bool:
        reach = self.reach(callers)
        return reach is None or establishment_id in reach.establishments or region in reach.regions

    def may_in(self, region: str | None) -> bool:
        """Of what is known by its region alone."""
        return not self.regions or region in self.regions


VISITOR = Actor()


MEMBERS = frozenset({Role.MEMBER})
SURVIVORS = frozenset({Role.SURVIVOR})
APPLICANTS = MEMBERS | SURVIVORS
"""Who may ask for a benefit: what a survivor may do is what names these, and nothing else."""
SERVICES = frozenset({Role.SERVICE})
STAFF = frozenset(
    {
        Role.OFFICER,
        Role.ESTABLISHMENT,
        Role.FINANCE,
        Role.CATALOGUE,
        Role.COMMISSION,
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    }
)
SCOPED = frozenset({Role.ESTABLISHMENT})
"""Good at some establishments only; the other roles everywhere."""
ANYBODY = frozenset({Role.VISITOR})
EVERYONE_SIGNED_IN = APPLICANTS | STAFF | {Role.RESTRICTED}
