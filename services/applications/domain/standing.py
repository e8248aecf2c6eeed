"""Where an application stands, and what must hold before anything is done with it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from services.applications.domain.applicant import Applicant
from services.applications.domain.benefit import Benefit
from services.applications.domain.calendar import day_in_paris
from services.applications.domain.checklist import Asked, Missing, checklist
from services.applications.domain.decision import Decision
from services.applications.domain.documents import KnownDocument
from services.applications.domain.form import Answers
from services.applications.domain.scale import Estimate
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    AlreadyClaimed,
    Author,
    NotADraft,
    NotClaimedByYou,
    NotComplete,
    NotEditable,
    NoThreadYet,
    NotUnderReview,
    NotWithdrawable,
    Status,
    UnknownApplication,
    UnknownItem,
)
from services.contracts.refusals import StaleVersion

_UNDECIDED: frozenset[Status] = frozenset({"draft", "submitted", "incomplete", "under_review"})


@dataclass(kw_only=True)
class Standing:
    member_id: UUID
    benefit: Benefit
    applicant: Applicant
    created_at: datetime
    id: UUID = field(default_factory=uuid4)
    status: Status = "draft"
    answers: Answers = field(default_factory=dict)
    documents: dict[str, KnownDocument] = field(default_factory=dict)
    """By slot."""
    asked: Asked = field(default_factory=dict)
    reopened: set[str] = field(default_factory=set)
    """Slots and pointers that the member may change while it is incomplete."""
    quotient: Decimal | None = None
    """Of the year it was started in."""
    submitted_at: datetime | None = None
    completed_at: datetime | None = None
    """Since when it waits for us; None while it waits for the member."""
    waiting_since: datetime | None = None
    waited: timedelta = timedelta()
    """For the member, in all, once submitted."""
    claimed_by: UUID | None = None
    decision: Decision | None = None
    unread_by_member: int = 0
    unread_by_officer: int = 0
    version: int = 1

    @property
    def year(self) -> int:
        return day_in_paris(self.created_at).year

    @property
    def missing(self) -> list[Missing]:
        return self.lacks() if self.status in ("draft", "incomplete") else []

    @property
    def estimate(self) -> Estimate:
        return self.benefit.estimate(self.answers, self.quotient)

    def lacks(self) -> list[Missing]:
        return checklist(self.benefit, self.answers, self.documents, self.asked)

    def require_owner(self, actor: Actor) -> None:
        if self.member_id != actor.id:
            raise UnknownApplication

    def require_submitted_once(self) -> None:
        """Before that it is the member's alone, and officers must not learn that it exists."""
        if self.submitted_at is None:
            raise UnknownApplication

    def side_of(self, actor: Actor) -> Author:
        """Of the thread. Raises UnknownApplication where the actor has none."""
        if Role.OFFICER in actor.roles:
            self.require_submitted_once()
            return "officer"
        self.require_owner(actor)
        return "member"

    def require_version(self, expected: int | None) -> None:
        if expected is not None and expected != self.version:
            raise StaleVersion(version=self.version)

    def require_draft(self) -> None:
        if self.status != "draft":
            raise NotADraft("It has been submitted already." if self.submitted_at else "It is no longer a draft.")

    def require_open(self, on: datetime) -> None:
        self.benefit.require_open(on)

    def require_editable(self) -> None:
        if self.status not in ("draft", "incomplete"):
            raise NotEditable

    def require_withdrawable(self) -> None:
        if self.status not in _UNDECIDED:
            raise NotWithdrawable

    def require_thread(self) -> None:
        if self.submitted_at is None:
            raise NoThreadYet

    def require_complete(self) -> None:
        if self.status == "incomplete":
            raise NotComplete

    def require_claimable_by(self, officer_id: UUID) -> None:
        if self.status not in ("submitted", "under_review"):
            raise NotUnderReview
        if self.claimed_by not in (None, officer_id):
            raise AlreadyClaimed

    def require_claimed_by(self, officer_id: UUID) -> None:
        if self.status in _UNDECIDED and self.claimed_by != officer_id:
            raise NotClaimedByYou
        if self.status != "under_review":
            raise NotUnderReview

    def require_known_items(self, items: list[str]) -> None:
        for index, item in enumerate(items):
            if not self.benefit.has_item(item) or (item[:1] == "/" and not self.benefit.form.asks(item, self.answers)):
                raise UnknownItem.at(f"/items/{index}", "Neither a document nor a question of this form.")
