"""What comes after a decision: its letter and the code that proves it, the member's appeal, the staff's correction."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import ANYBODY, APPLICANTS, Role
from services.contracts.acts import Act
from services.contracts.applications.benefits import EstimateView
from services.contracts.applications.decisions import AppealState, AppealView, DecisionKind
from services.contracts.applications.refusals import (
    AlreadyAppealed,
    AlreadyClaimed,
    AmountAboveScale,
    AmountNotAllowed,
    AmountRequired,
    AppealIsOpen,
    AppealTooLate,
    CorrectionWaits,
    DecidedByYou,
    NoOpenAppeal,
    NotAttachable,
    NotClaimedByYou,
    NotDecided,
    NothingChanges,
    PaidAlready,
    ProposedByYou,
    QuotientNotConfirmed,
    ReasonRequired,
    UnknownApplication,
    UnknownDecisionCorrection,
    UnknownLetter,
)
from services.contracts.applications.review import OFFICERS, ReviewView
from services.contracts.applications.rules import CheckView
from services.contracts.base import Command, Instant, Money, Open, Page, PageQuery, Portal, Query, View

SUPERVISORS = frozenset({Role.SUPERVISOR})


class DecisionLetterView(View):
    """What the letter of one decision says, frozen with it; the texts are in the language that it is asked for in."""

    application_id: UUID
    number: int
    """Of the decisions on this application, from one."""
    kind: Open[DecisionKind]
    portal: Open[Portal]
    given_name: str
    family_name: str
    cgos_number: str
    establishment_name: str
    benefit_name: str
    outcome: Open[Literal["approved", "rejected"]]
    amount: Money | None
    explanation: EstimateView | None
    reason: str | None
    checks: list[CheckView] = Field(default_factory=list)
    """What the rules said then, and where an officer decided against one."""
    decided_at: Instant
    appeal_until: date | None
    """The last day. None: the decision on an appeal ends what can be asked of us."""
    appealed_at: Instant | None = None
    """Of a decision on an appeal: when that was lodged."""
    upheld: bool | None = None
    """Of a decision on an appeal: whether it changed anything."""
    before: Instant | None = None
    """When the decision was taken that this one is about."""
    code: str
    """In groups, as people read it out: whoever has it learns that the letter is genuine."""


class GetDecisionLetter(Query[DecisionLetterView]):
    """Of the last decision, or of the one of that number."""

    callers = APPLICANTS | OFFICERS
    refuses = (UnknownApplication, NotDecided)
    application_id: UUID
    number: int | None = Field(default=None, ge=1, le=1000)


class LetterProofView(View):
    """Of whom, of what and how it was decided says nothing: whoever holds the letter reads it there."""

    issued_on: date
    replaced: bool
    """A later decision took its place."""


class VerifyLetter(Query[LetterProofView]):
    """Whether a letter with this code was issued."""

    callers = ANYBODY
    refuses = (UnknownLetter,)
    code: str = Field(max_length=60)


class LodgeAppeal(Command[AppealView]):
    """Against the last decision, a refusal or an amount, once and within its delay."""

    callers = APPLICANTS
    refuses = (UnknownApplication, NotDecided, AlreadyAppealed, AppealTooLate, NotAttachable)
    long_texts = frozenset({"grounds"})
    application_id: UUID
    grounds: str = Field(min_length=1, max_length=5000)
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)


class AppealItemView(View):
    application_id: UUID
    benefit_name: str
    portal: Open[Portal]
    applicant_name: str
    cgos_number: str
    contested: Open[Literal["approved", "rejected"]]
    """The outcome that is appealed against: a refusal, or an amount."""
    state: Open[AppealState]
    lodged_at: Instant
    claimed_by: UUID | None
    claimed_by_me: bool
    decided_by_me: bool
    """What is contested: then another officer takes it."""


class ListAppeals(PageQuery[Page[AppealItemView]]):
    """Those that are open, longest waiting first; with `decided` those that are over."""

    callers = OFFICERS
    decided: bool = False


class ClaimAppeal(Command[ReviewView]):
    """By another officer than who decided; again by the same: nothing happens."""

    callers = OFFICERS
    refuses = (UnknownApplication, NoOpenAppeal, DecidedByYou, AlreadyClaimed)
    act = Act(name="appeal_claimed", to="application", named_by="application_id")
    application_id: UUID


class ReleaseAppeal(Command[ReviewView]):
    """It is anybody's again but for who decided."""

    callers = OFFICERS
    refuses = (UnknownApplication, NoOpenAppeal, NotClaimedByYou, AlreadyClaimed)
    act = Act(name="appeal_released", to="application", named_by="application_id")
    application_id: UUID


class DecideAppeal(Command[ReviewView]):
    """Upheld, it makes a new decision: an approval, of the scale's amount where none is named."""

    callers = OFFICERS
    refuses = (
        UnknownApplication,
        NoOpenAppeal,
        NotClaimedByYou,
        AlreadyClaimed,
        AmountRequired,
        AmountAboveScale,
        AmountNotAllowed,
        NothingChanges,
        QuotientNotConfirmed,
    )
    act = Act(name="appeal_decided", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    outcome: Literal["upheld", "dismissed"]
    amount: Decimal | None = Field(default=None, ge=0, max_digits=10, decimal_places=2)
    reason: str = Field(min_length=1, max_length=5000)


class DecisionCorrectionView(View):
    """That a decision is to be put right, without an appeal: proposed by one person, confirmed by another."""

    id: UUID
    application_id: UUID
    benefit_name: str
    applicant_name: str
    cgos_number: str
    state: Open[Literal["proposed", "confirmed", "refused"]]
    was: Open[Literal["approved", "rejected"]]
    amount_was: Money | None
    outcome: Open[Literal["approved", "rejected"]]
    amount: Money | None
    reason: str
    proposed_by: UUID
    proposed_by_me: bool
    proposed_at: Instant
    settled_at: Instant | None


class CorrectDecision(Command[DecisionCorrectionView]):
    """Proposes it; nothing changes before a supervisor confirms. Not once it is paid, nor while an appeal is open."""

    callers = OFFICERS | SUPERVISORS
    refuses = (
        UnknownApplication,
        NotDecided,
        PaidAlready,
        AppealIsOpen,
        CorrectionWaits,
        ReasonRequired,
        AmountRequired,
        AmountAboveScale,
        AmountNotAllowed,
        NothingChanges,
        QuotientNotConfirmed,
    )
    act = Act(name="decision_correction_proposed", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    outcome: Literal["approved", "rejected"]
    amount: Decimal | None = Field(default=None, ge=0, max_digits=10, decimal_places=2)
    reason: str = Field(min_length=1, max_length=5000)


class ListDecisionCorrections(PageQuery[Page[DecisionCorrectionView]]):
    """Those that wait for a supervisor, the oldest first."""

    callers = OFFICERS | SUPERVISORS


class ConfirmDecisionCorrection(Command[DecisionCorrectionView]):
    """By a supervisor who did not propose it: it is then the decision, with a letter of its own."""

    callers = SUPERVISORS
    refuses = (
        UnknownDecisionCorrection,
        ProposedByYou,
        PaidAlready,
        AppealIsOpen,
        AmountAboveScale,
        AmountRequired,
        QuotientNotConfirmed,
    )
    act = Act(name="decision_corrected", to="application", named_by="application_id")
    correction_id: UUID


class RefuseDecisionCorrection(Command[DecisionCorrectionView]):
    """By a supervisor, or by who proposed it and thinks again: the decision stays what it is."""

    callers = OFFICERS | SUPERVISORS
    refuses = (UnknownDecisionCorrection,)
    act = Act(name="decision_correction_refused", to="application", named_by="application_id")
    correction_id: UUID
