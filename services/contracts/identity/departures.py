"""An establishment declares who has left it: their file is then to be updated, and says so on every page."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.base import Command, Instant, Open, Page, PageQuery, View
from services.contracts.identity.fields import CgosNumber
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import (
    DepartureAlreadyDeclared,
    DepartureDateOutOfRange,
    DepartureOver,
    NotOneOfYours,
    UnknownDeparture,
)

DepartureState = Literal["declared", "withdrawn", "followed"]
CORRESPONDENTS = frozenset({Role.ESTABLISHMENT})


class DepartureView(View):
    id: UUID
    cgos_number: str
    family_name: str
    given_name: str
    establishment: EstablishmentView
    left_on: date
    state: Open[DepartureState]
    """`followed`: the member has told where they work now."""
    declared_at: Instant
    ended_at: Instant | None


class DeclareDeparture(Command[DepartureView]):
    """Of a member of an establishment that the correspondent speaks for."""

    callers = CORRESPONDENTS
    refuses = (NotOneOfYours, DepartureDateOutOfRange, DepartureAlreadyDeclared)
    act = Act(name="departure_declared", to="departure")
    cgos_number: CgosNumber
    left_on: date


class ListDepartures(PageQuery[Page[DepartureView]]):
    """Of the correspondent's establishments, newest first."""

    callers = CORRESPONDENTS
    state: DepartureState | None = None


class WithdrawDeparture(Command[DepartureView]):
    """It was a mistake: the file is as it was."""

    callers = CORRESPONDENTS
    refuses = (UnknownDeparture, DepartureOver)
    act = Act(name="departure_withdrawn", to="departure", named_by="departure_id")
    departure_id: UUID
