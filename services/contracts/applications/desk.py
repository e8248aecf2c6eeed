"""Who has which application, and what ends one that its member left."""

from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.applications.applications import Status
from services.contracts.applications.refusals import (
    AlreadyClaimed,
    ClosingAlreadyAnnounced,
    NotAsked,
    NotClaimedByYou,
    NotIncomplete,
    NotUnderReview,
    OfficerOutOfReach,
    UnknownApplication,
    UnknownOfficer,
)
from services.contracts.applications.review import OFFICERS, ReviewView
from services.contracts.base import Command, Instant, Open, Page, PageQuery, Query, View

LEADS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who sees to the work of officers, without reading the files."""


class ClaimView(View):
    """Who has an application: nothing of what is in it."""

    id: UUID
    benefit_code: str
    benefit_name: str
    status: Open[Status]
    claimed_by: UUID | None
    since: Instant | None
    """It waits, for us or for the member."""
    version: int


class ReassignApplication(Command[ClaimView]):
    """To an officer whose role is good for it. By whoever has it, or a supervisor; what nobody has, by any officer."""

    callers = OFFICERS | LEADS
    refuses = (UnknownApplication, AlreadyClaimed, NotUnderReview, UnknownOfficer, OfficerOutOfReach)
    act = Act(name="application_reassigned", to="application", named_by="application_id")
    application_id: UUID
    officer_id: UUID
    expected_version: int | None = None


class ReleasedView(View):
    officer_id: UUID
    released: int


class DeclareAbsence(Command[ReleasedView]):
    """All that a colleague has goes back to the queue, what waits for its member too."""

    callers = LEADS
    act = Act(name="absence_declared", to="account", named_by="officer_id", on_file=False)
    officer_id: UUID


class ClaimsOfOfficerView(View):
    officer_id: UUID
    under_review: int
    incomplete: int
    oldest: Instant | None


class ClaimsView(View):
    items: list[ClaimsOfOfficerView]
    """Who has most comes first."""


class CountClaims(Query[ClaimsView]):
    callers = LEADS


class ListClaims(PageQuery[Page[ClaimView]]):
    """What one officer has and has not decided; longest waiting first."""

    callers = LEADS
    officer_id: UUID


class CancelRequest(Command[ReviewView]):
    """Items that were asked for by mistake. Where nothing else is missing, the application is where it was before."""

    callers = OFFICERS
    refuses = (UnknownApplication, AlreadyClaimed, NotClaimedByYou, NotUnderReview, NotIncomplete, NotAsked)
    act = Act(name="request_cancelled", to="application", named_by="application_id")
    application_id: UUID
    items: list[str] = Field(min_length=1, max_length=30)
    expected_version: int | None = None


class AnnounceClosing(Command[ReviewView]):
    """Of what its member left incomplete: it is closed after 30 days, unless it is complete by then. By whoever has it,
    or where nobody has, by any officer."""

    callers = OFFICERS
    refuses = (UnknownApplication, AlreadyClaimed, NotIncomplete, ClosingAlreadyAnnounced)
    act = Act(name="closing_announced", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    reason: str = Field(min_length=1, max_length=5000)
    expected_version: int | None = None


class KeepOpen(Command[ReviewView]):
    """The announced closing is taken back."""

    callers = OFFICERS
    refuses = (UnknownApplication, AlreadyClaimed, NotIncomplete)
    act = Act(name="closing_withdrawn", to="application", named_by="application_id")
    application_id: UUID
    expected_version: int | None = None
