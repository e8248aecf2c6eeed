"""What officers do: the queue, the claim, the question, the decision."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.acts import Act
from services.contracts.applications.applications import ApplicationView, Status
from services.contracts.applications.refusals import (
    AlreadyClaimed,
    AmendmentWaiting,
    AmountAboveScale,
    AmountNotAllowed,
    AmountRequired,
    NoSuchRevision,
    NotClaimedByYou,
    NotComplete,
    NothingToClaim,
    NotUnderReview,
    QuotientNotConfirmed,
    ReasonRequired,
    RuleNotOverridable,
    RuleRefuses,
    UnknownApplication,
    UnknownItem,
)
from services.contracts.applications.rules import RuleId
from services.contracts.base import Command, Instant, Money, Open, Page, PageQuery, Portal, Query, View
from services.contracts.identity.rights import RightsState
from services.contracts.identity.survivors import DeceasedView

OFFICERS = frozenset({Role.OFFICER})


class QueueItemView(View):
    id: UUID
    benefit_code: str
    benefit_name: str
    portal: Open[Portal]
    status: Open[Status]
    applicant_name: str
    cgos_number: str
    submitted_at: Instant | None
    completed_at: Instant | None
    """Since when it waits for us and not for the member."""
    claimed_by: UUID | None
    claimed_by_me: bool
    unread_messages: int
    estimate: Money | None
    version: int
    establishment_name: str = ""
    waiting_days: int | None = None
    """Begun days that it waited for us since its submission, as usual delays are counted; None where it is decided."""
    usual_days: int | None = None
    """In which nine in ten of this benefit are decided."""
    late: Open[Literal["soon", "late"]] | None = None
    """Late: beyond the usual days; soon: beyond the median."""
    amendment_waiting: bool = False


QuotientTier = Literal["560", "710", "810", "910", "1010", "1150", "1496", "above", "unknown"]
"""Up to that quotient, and above the one before: the tiers of the published scale."""


class ListQueue(PageQuery[Page[QueueItemView]]):
    """Longest waiting first. Without `status`: what an officer can work on (submitted, under_review)."""

    callers = OFFICERS
    status: Status | None = None
    benefit_code: str | None = Field(default=None, max_length=80)
    portal: Portal | None = None
    assigned: Literal["me", "nobody", "somebody"] | None = None
    cgos_number: str | None = Field(default=None, max_length=32)
    applicant: str | None = Field(default=None, max_length=32)
    """Their number: all that they ever submitted, whatever became of it, where no `status` is named."""
    submitted_from: date | None = None
    submitted_to: date | None = None
    waiting_for: Literal["member", "officer"] | None = None
    """Whom it waits for, where no `status` is named."""
    over_days: int | None = Field(default=None, ge=1, le=3650)
    """In the queue for more days than that; while it waits for its member, since it was last there."""
    establishment: str | None = Field(default=None, max_length=200)
    """By its name, as it was when the application was started."""
    region: str | None = Field(default=None, max_length=100)
    quotient_tier: QuotientTier | None = None
    """By the quotient as it was frozen."""
    q: str | None = Field(default=None, max_length=100)
    """A number, a reference, or the beginnings of words of the applicant's name and establishment: of all that was
    ever submitted, where no `status` is named."""


class QueueCountsView(View):
    """Of what can be worked on."""

    nobodys: int
    mine: int
    others: int
    incomplete: int = 0
    """That wait for their members, up to 1,000: so many may be more."""
    appeals: int = 0
    """That are open, besides."""
    decision_corrections: int = 0
    """That wait for a supervisor."""


class CountQueue(Query[QueueCountsView]):
    callers = OFFICERS


class ReviewedOpening(View):
    """The rights that the quotient is of."""

    rights_id: UUID | None
    quotient: Decimal | None
    state: Open[RightsState]
    revision: int


class ReviewView(ApplicationView):
    """The member's application with what the officer needs to decide."""

    portal: Open[Portal]
    applicant_name: str
    cgos_number: str
    establishment_name: str
    profession: str
    quotient: Decimal | None
    claimed_by: UUID | None
    claimed_by_me: bool
    completed_at: Instant | None
    depends_on_quotient: bool = False
    opening: ReviewedOpening | None = None
    """As it was at the submission, or was taken over since. None: no rights were open."""
    later_opening: ReviewedOpening | None = None
    """What the rights have become since."""
    survivor_of: DeceasedView | None = None
    """The member who died, where a survivor asks."""
    region: str | None = None
    """Of the establishment, when the application was started."""
    messages_waiting_since: Instant | None = None
    """The last word in the thread is the member's, and nobody said that it needs no answer."""
    decided_by_me: bool = False
    """The last decision: an appeal against it is another officer's."""
    appeal_claimed_by: UUID | None = None
    appeal_claimed_by_me: bool = False
    correction_waits: bool = False
    """A correction of the decision is proposed, and waits for a supervisor."""


class GetReview(Query[ReviewView]):
    """Drafts are the member's alone: they answer 404 here."""

    callers = OFFICERS
    refuses = (UnknownApplication,)
    application_id: UUID


class ClaimApplication(Command[ReviewView]):
    """Only what is complete; one officer at a time."""

    callers = OFFICERS
    refuses = (UnknownApplication, NotComplete, NotUnderReview, AlreadyClaimed)
    act = Act(name="application_claimed", to="application", named_by="application_id")
    application_id: UUID
    expected_version: int | None = None


class ClaimNextApplication(Command[ReviewView]):
    """The one that has waited longest of those that nobody has; where there is none, another one that is mine. Two who
    ask at once get two."""

    callers = OFFICERS
    refuses = (NothingToClaim,)
    act = Act(name="application_claimed", to="application")
    besides: UUID | None = None
    """The one that the officer has before them."""


class ReleaseApplication(Command[ReviewView]):
    """By the officer who claimed it: it is anybody's again, and waits as long as it has waited."""

    callers = OFFICERS
    refuses = (UnknownApplication, AlreadyClaimed, NotClaimedByYou, NotUnderReview)
    act = Act(name="application_released", to="application", named_by="application_id")
    application_id: UUID
    expected_version: int | None = None


class RequestItems(Command[ReviewView]):
    """Names what is missing or wrong; the application is `incomplete` until each is there, then it comes back."""

    callers = OFFICERS
    refuses = (UnknownApplication, NotComplete, AlreadyClaimed, NotClaimedByYou, NotUnderReview, UnknownItem)
    act = Act(name="items_requested", to="application", named_by="application_id")
    long_texts = frozenset({"message"})
    application_id: UUID
    items: list[str] = Field(min_length=1, max_length=30)
    """Slots (`tax_notice`) and pointers of answers (`/child/birth_date`)."""
    message: str = Field(min_length=1, max_length=5000)
    expected_version: int | None = None


class TakeOverRights(Command[ReviewView]):
    """The member's rights as they are now, in place of those of the submission."""

    callers = OFFICERS
    refuses = (UnknownApplication, AlreadyClaimed, NotClaimedByYou, NotUnderReview, NoSuchRevision)
    act = Act(name="rights_taken_over", to="application", named_by="application_id")
    application_id: UUID
    revision: int = Field(ge=1)
    expected_version: int | None = None


class OverrideRule(Command[ReviewView]):
    """By the officer who claimed it, where the benefit says so: the rule blocks this application no more. Its member
    reads the reason, and so does whoever reads the decision."""

    callers = OFFICERS
    refuses = (UnknownApplication, NotComplete, AlreadyClaimed, NotClaimedByYou, NotUnderReview, RuleNotOverridable)
    act = Act(name="rule_overridden", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    rule: RuleId = Field(examples=["ahead"])
    reason: str = Field(min_length=1, max_length=2000)
    expected_version: int | None = None


class DecideApplication(Command[ReviewView]):
    """By the officer who claimed it.

    `amount`: where the scale leaves it to the officer, or to grant less than it gives, with a reason.
    """

    callers = OFFICERS
    refuses = (
        UnknownApplication,
        NotComplete,
        AlreadyClaimed,
        NotClaimedByYou,
        NotUnderReview,
        ReasonRequired,
        AmountRequired,
        AmountAboveScale,
        AmountNotAllowed,
        QuotientNotConfirmed,
        AmendmentWaiting,
        RuleRefuses,
    )
    act = Act(name="application_decided", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    outcome: Literal["approved", "rejected"]
    amount: Decimal | None = Field(default=None, ge=0, max_digits=10, decimal_places=2)
    reason: str | None = Field(default=None, max_length=5000)
    expected_version: int | None = None
