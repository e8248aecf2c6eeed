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
class Actor:
    """`subject` is the id of a member or of a member of staff, or `service:<name>`; None for a visitor."""

    subject: str | None = None
    portal: str | None = None
    """agent, medical or staff."""
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.VISITOR}))
    establishment_id: UUID | None = None
    """Only for the establishment role: the one that this correspondent speaks for."""
    session_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The person's id. Raises ValueError for a visitor or a service."""
        return UUID(self.subject or "")

    def may(self, callers: frozenset[Role]) -> bool:
        return Role.VISITOR in callers or not self.roles.isdisjoint(callers)


VISITOR = Actor()


MEMBERS = frozenset({Role.MEMBER})
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
ANYBODY = frozenset({Role.VISITOR})
EVERYONE_SIGNED_IN = MEMBERS | STAFF | {Role.RESTRICTED}
