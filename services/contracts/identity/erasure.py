"""What a member has erased: asked for by them, decided by an officer, done everywhere."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import MEMBERS, Role
from services.contracts.acts import Act
from services.contracts.applications.erasure import BlockingApplicationView
from services.contracts.base import Command, Done, Instant, Open, Page, PageQuery, Query, View
from services.contracts.refusals import Conflict, Invalid, NotFound

OFFICERS = frozenset({Role.OFFICER})
ErasureState = Literal["asked", "withdrawn", "refused", "accepted", "erased"]


class UnknownErasure(NotFound):
    pass


class ApplicationsAreOpen(Conflict):
    """`facts["applications"]`: their ids and what they are for; `facts["count"]`."""


class ErasureIsDecided(Conflict):
    pass


class ErasureReasonRequired(Invalid):
    """Of a refusal: the member is told."""


class ErasureView(View):
    """`state`: of the request made last; None where none was made."""

    id: UUID | None = None
    state: Open[ErasureState] | None = None
    reason: str | None = None
    asked_at: Instant | None = None
    decided_at: Instant | None = None
    decision_reason: str | None = None
    blocking: list[BlockingApplicationView]
    """Applications that are open: nothing is erased before they are decided or withdrawn."""
    drafts: int
    """They go with the rest."""
    kept_payments: int
    """Aids that were granted: benefit, amount, number and dates are kept for the accounts."""
    kept_until: date | None
    """The last of them, by article L. 123-22 of the Code de commerce."""


class GetErasure(Query[ErasureView]):
    callers = MEMBERS


class RequestErasure(Command[ErasureView]):
    """One at a time; while one waits it is that one."""

    callers = MEMBERS
    refuses = (ApplicationsAreOpen,)
    long_texts = frozenset({"reason"})
    reason: str = Field(default="", max_length=2000)


class WithdrawErasure(Command[Done]):
    """Until it is decided. Where none was made, or it is withdrawn, nothing changes."""

    callers = MEMBERS
    refuses = (ErasureIsDecided,)


class ErasureRequestView(View):
    id: UUID
    member_id: UUID
    cgos_number: str
    family_name: str
    given_name: str
    reason: str
    state: Open[ErasureState]
    asked_at: Instant
    decided_at: Instant | None
    decision_reason: str | None


class ListErasures(PageQuery[Page[ErasureRequestView]]):
    """Longest waiting first; without `state` those that wait."""

    callers = OFFICERS
    state: ErasureState | None = None


class AcceptErasure(Command[Done]):
    """The account closes at once. All that need not be kept is erased in every service a moment later, once the member
    was told."""

    callers = OFFICERS
    refuses = (UnknownErasure, ErasureIsDecided, ApplicationsAreOpen)
    act = Act(name="erasure_accepted", to="erasure", named_by="erasure_id")
    erasure_id: UUID


class RefuseErasure(Command[Done]):
    callers = OFFICERS
    refuses = (UnknownErasure, ErasureIsDecided, ErasureReasonRequired)
    act = Act(name="erasure_refused", to="erasure", named_by="erasure_id")
    long_texts = frozenset({"reason"})
    erasure_id: UUID
    reason: str = Field(max_length=2000)
