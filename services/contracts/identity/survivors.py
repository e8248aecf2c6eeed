"""Who survives a member asks for the aid in an access of their own, given and ended by an officer."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Portal, View
from services.contracts.identity.fields import CgosNumber, Email, Name
from services.contracts.refusals import Conflict, Invalid, NotFound

OFFICERS = frozenset({Role.OFFICER})
Relation = Literal["spouse", "partner", "child", "parent", "sibling", "other"]


class UnknownDeceased(Invalid):
    """No member whom this officer may see to was told this number."""


class SurvivorHasAccess(Conflict):
    """At this address, to ask for the same aid."""


class UnknownSurvivor(NotFound):
    pass


class DeceasedView(View):
    """The member who died, as their survivor is told of them."""

    cgos_number: str
    family_name: str
    given_name: str


class SurvivorView(View):
    id: UUID
    cgos_number: str
    """Of this access, not of the deceased: they sign in with it."""
    portal: Open[Portal]
    family_name: str
    given_name: str
    email: str
    relation: Open[Relation]
    survivor_of: DeceasedView
    state: Open[Literal["invited", "active", "ended"]]
    given_at: Instant
    ends_at: Instant
    """By itself; an officer may end it before."""
    ended_at: Instant | None


class GiveSurvivorAccess(Command[SurvivorView]):
    """For a year. Their number goes to their address; the first login is as everybody's. The account of the deceased
    is closed with it."""

    callers = OFFICERS
    refuses = (UnknownDeceased, SurvivorHasAccess)
    act = Act(name="survivor_access_given", to="account")
    deceased_number: CgosNumber
    family_name: Name
    given_name: Name
    email: Email
    relation: Relation


class EndSurvivorAccess(Command[SurvivorView]):
    """They sign in nowhere; what they asked for goes on. Ended again, nothing happens."""

    callers = OFFICERS
    refuses = (UnknownSurvivor,)
    act = Act(name="survivor_access_ended", to="account", named_by="survivor_id")
    survivor_id: UUID


class ListSurvivors(PageQuery[Page[SurvivorView]]):
    """Newest first, those that ended included."""

    callers = OFFICERS
    deceased_number: str | None = Field(default=None, max_length=32)
