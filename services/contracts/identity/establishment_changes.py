"""Another employer: what it would change, the change from a day on, and its history."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Query, View
from services.contracts.identity.portals import EstablishmentView
from services.contracts.identity.refusals import ChangeDateOutOfRange, SameEstablishment, UnknownEstablishment

ChangeState = Literal["planned", "made", "replaced"]
Concerned = Literal["correspondent", "rights", "applications", "drafts", "bookings", "file"]


class EffectView(View):
    """What becomes of one thing."""

    concerns: Open[Concerned]
    changes: bool
    text: str


class EstablishmentChangePreviewView(View):
    present: EstablishmentView
    to: EstablishmentView
    from_date: date
    planned: bool
    """It would take effect on that day only, at midnight in Paris."""
    earliest: date
    latest: date
    """The days from which a change can be made now."""
    effects: list[EffectView]
    version: int
    """Of the file: `expected_version` of the change that was looked at."""


class PreviewEstablishmentChange(Query[EstablishmentChangePreviewView]):
    callers = MEMBERS
    refuses = (UnknownEstablishment, SameEstablishment, ChangeDateOutOfRange)
    to: UUID
    from_date: date | None = None
    """Absent: today."""


class EstablishmentChangeView(View):
    id: UUID
    former: EstablishmentView
    establishment: EstablishmentView
    from_date: date
    state: Open[ChangeState]
    """`replaced`: another one was told before its day came."""
    asked_at: Instant
    made_at: Instant | None


class ChangeEstablishment(Command[EstablishmentChangeView]):
    """At once where the day is today or past, else on that day. It takes the place of one that is planned, and ends a
    departure that was declared."""

    callers = MEMBERS
    refuses = (UnknownEstablishment, SameEstablishment, ChangeDateOutOfRange)
    establishment_id: UUID
    from_date: date
    expected_version: int | None = Field(default=None)


class ListEstablishmentChanges(PageQuery[Page[EstablishmentChangeView]]):
    """The member's own, the last one told first."""

    callers = MEMBERS
