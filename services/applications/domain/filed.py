"""What an application is made of, and how it waits for its member and comes back; what is done with it is told by
`application.py`, `desk.py` and `amended.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.amendment import Amendment
from services.applications.domain.applicant import Applicant
from services.applications.domain.benefit import Benefit
from services.applications.domain.checklist import Missing, checklist
from services.applications.domain.closing import Closing
from services.applications.domain.documents import KnownDocument
from services.applications.domain.form import Answers
from services.applications.domain.opening import Opening, later
from services.applications.domain.review import Review
from services.applications.domain.ruled import Ruled
from services.applications.domain.rules.situation import Earlier
from services.applications.domain.status import Status
from services.applications.domain.thread import Thread
from services.applications.domain.transitions import Step, require_transition
from services.applications.domain.waiting import Waiting
from services.contracts.applications import (
    ApplicationCompleted,
    ApplicationEvent,
    ApplicationMarkedIncomplete,
    ClosingWithdrawn,
)
from services.contracts.calendar import day_in_paris


@dataclass(kw_only=True)
class Filed(Ruled):
    member_id: UUID
    benefit: Benefit
    applicant: Applicant
    created_at: datetime
    id: UUID = field(default_factory=uuid4)
    status: Status = Status.DRAFT
    answers: Answers = field(default_factory=dict)
    documents: Mapping[str, KnownDocument] = field(default_factory=dict)
    """By slot."""
    opening: Opening | None = None
    """The rights that count for it, of the year it was started in: from its submission on they stay what they were."""
    last_opening: Opening | None = None
    """As the member has them now."""
    submitted_at: datetime | None = None
    waiting: Waiting = field(default_factory=Waiting)
    earlier: tuple[Earlier, ...] = ()
    """What its member asked of the benefit before, where it is known."""
    closing: Closing | None = None
    """Announced, or come: then it is expired."""
    amendment: Amendment | None = None
    """What the member would have changed, and no officer has answered yet."""
    review: Review = field(default_factory=Review)
    thread: Thread = field(default_factory=Thread)
    version: int = 1
    events: list[ApplicationEvent] = field(default_factory=list)
    shows_others: bool = False
    """Whether officers find other documents in it than before."""
    _looked: tuple[tuple[object, ...], list[Missing]] | None = field(default=None, init=False, compare=False)

    @property
    def year(self) -> int:
        return day_in_paris(self.created_at).year

    @property
    def quotient(self) -> Decimal | None:
        return self.opening.quotient if self.opening else None

    @property
    def later_opening(self) -> Opening | None:
        """What the member's rights have become since those that count for it."""
        return later(self.last_opening, self.opening)

    @property
    def missing(self) -> list[Missing]:
        return self.lacks() if self.status.is_editable else []

    def lacks(self) -> list[Missing]:
        """Worked out again only where what it follows from has been replaced."""
        seen = (self.benefit, self.answers, self.documents, self.waiting.asked)
        if self._looked is None or any(now is not then for now, then in zip(seen, self._looked[0], strict=True)):
            situation = self.situation(self.created_at)
            self._looked = (seen, checklist(self.benefit, situation, self.documents, self.waiting.asked))
        return self._looked[1]

    def _become(self, status: Status, step: Step) -> None:
        require_transition(self.status, step, status)
        self.status = status

    def _let_go(self, slots: list[str]) -> None:
        self.shows_others = True
        self.documents = {slot: document for slot, document in self.documents.items() if slot not in slots}

    def _mark_incomplete(self, missing: list[Missing], step: Step, at: datetime) -> None:
        self._wait_for_member(missing, step, at)
        self.events.append(ApplicationMarkedIncomplete(**self._about, missing=[one.item for one in missing]))

    def _wait_for_member(self, missing: list[Missing], step: Step, at: datetime) -> None:
        self._become(Status.INCOMPLETE, step)
        self.waiting = self.waiting.begun((one.item for one in missing), at)
        self.review = self.review.interrupted()

    def _complete_if_nothing_is_missing(self, at: datetime) -> None:
        if self.status != Status.INCOMPLETE:
            return
        missing = self.lacks()
        self.waiting = self.waiting.reopening(one.item for one in missing)
        if not missing:
            self.version += 1
            self._complete(Step.COMPLETE, at)

    def _complete(self, step: Step, at: datetime, since: datetime | None = None) -> None:
        """Back to the officer who asked, else to the queue. `since`: when it has waited there, if not from now on."""
        taken = step == Step.COMPLETE and self.review.claimed_by is not None
        self._become(Status.UNDER_REVIEW if taken else Status.SUBMITTED, step)
        waited = self.waiting.since is not None
        self.waiting = self.waiting.fulfilled(at)
        self.review = replace(self.review, completed_at=since or at)
        self._keep_open()
        self.events.append(ApplicationCompleted(**self._about, completed_at=at, had_been_incomplete=waited))

    def _keep_open(self, officer_id: UUID | None = None) -> None:
        if self.closing is not None:
            self.closing = None
            self.events.append(ClosingWithdrawn(**self._about, officer_id=officer_id))

    @property
    def _about(self) -> dict[str, Any]:
        """What each of its events says first."""
        return {
            "application_id": self.id,
            "member_id": self.member_id,
            "portal": self.benefit.portal,
            "benefit_code": self.benefit.code,
        }
