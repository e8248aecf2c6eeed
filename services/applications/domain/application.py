"""One member's application for one benefit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from services.applications.domain.applicant import Applicant
from services.applications.domain.benefit import Benefit
from services.applications.domain.checklist import Missing, checklist
from services.applications.domain.decision import Outcome, decide
from services.applications.domain.documents import KnownDocument, require_fits
from services.applications.domain.form import Answers
from services.applications.domain.opening import Opening, later, require_revision, require_settled
from services.applications.domain.pointers import ABSENT, differences, resolve
from services.applications.domain.review import Review
from services.applications.domain.ruled import Ruled
from services.applications.domain.rules.situation import Earlier
from services.applications.domain.status import Status
from services.applications.domain.thread import Message, Thread
from services.applications.domain.waiting import Asked, Waiting
from services.contracts.applications import (
    ApplicationClaimed,
    ApplicationCompleted,
    ApplicationDecided,
    ApplicationEvent,
    ApplicationExpired,
    ApplicationMarkedIncomplete,
    ApplicationReleased,
    ApplicationStarted,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    Author,
    DeadlineApproaching,
    ItemsRequested,
    MessagePosted,
    NotEditable,
    RightsTakenOver,
)
from services.contracts.calendar import day_in_paris


@dataclass(kw_only=True)
class Application(Ruled):
    """draft → submitted | incomplete → under_review → approved | rejected; withdrawn from any of the first four,
    expired from draft. Incomplete, it goes back where it was as soon as nothing is missing."""

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
    review: Review = field(default_factory=Review)
    thread: Thread = field(default_factory=Thread)
    version: int = 1
    events: list[ApplicationEvent] = field(default_factory=list)
    shows_others: bool = False
    """Whether officers find other documents in it than before."""
    _looked: tuple[tuple[object, ...], list[Missing]] | None = field(default=None, init=False, compare=False)

    @classmethod
    def start(
        cls, benefit: Benefit, applicant: Applicant, at: datetime, openings: Mapping[int, Opening] | None = None
    ) -> "Application":
        """`openings`: by year."""
        application = cls(member_id=applicant.member_id, benefit=benefit, applicant=applicant, created_at=at)
        application.opening = application.last_opening = (openings or {}).get(application.year)
        application.answers = benefit.form.prefilled(applicant.facts)
        application.events.append(ApplicationStarted(**application._about))
        return application

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

    # What the member does.

    def save_answers(self, patch: Answers, at: datetime) -> None:
        changed = self.benefit.form.answered(self.answers, patch, day_in_paris(at))
        for pointer in differences(self.answers, changed):
            self._require_reopened(pointer)
        self.answers = changed
        asked = self.waiting.asked
        given = {item for item in asked if ABSENT not in (resolve(item, patch), resolve(item, changed))}
        self.waiting = self.waiting.given(given)
        self.version += 1
        self._complete_if_nothing_is_missing(at)

    def attach(self, slot: str, document: KnownDocument, at: datetime) -> None:
        self._require_reopened(self.benefit.slot(slot).slot)
        require_fits(document, self.benefit.slot(slot), self.member_id, refused=self.waiting.asked.get(slot))
        self.documents = {**self.documents, slot: document}
        self.shows_others = True
        self.version += 1
        self._complete_if_nothing_is_missing(at)

    def detach(self, slot: str) -> None:
        self._require_reopened(self.benefit.slot(slot).slot)
        if slot in self.documents:
            self._let_go([slot])
            self.version += 1

    def submit(self, at: datetime) -> None:
        missing = self.lacks()
        self.submitted_at = at
        self.shows_others = True
        self.version += 1
        self.events.append(
            ApplicationSubmitted(**self._about, status="incomplete" if missing else "submitted", submitted_at=at)
        )
        if missing:
            self._mark_incomplete(missing, at)
        else:
            self._complete(at)

    def withdraw(self, at: datetime) -> None:
        self.status = Status.WITHDRAWN
        self.waiting = self.waiting.stopped(at)
        self.version += 1
        self.events.append(ApplicationWithdrawn(**self._about))

    # What officers do.

    def claim(self, officer_id: UUID) -> None:
        """Again by the same officer: nothing happens."""
        if self.review.claimed_by == officer_id and self.status == Status.UNDER_REVIEW:
            return
        self.review = replace(self.review, claimed_by=officer_id)
        self.status = Status.UNDER_REVIEW
        self.version += 1
        self.events.append(ApplicationClaimed(**self._about, officer_id=officer_id))

    def release(self) -> None:
        """Back to the queue, where it waits as long as it has waited."""
        if self.review.claimed_by is None:
            return
        self.events.append(ApplicationReleased(**self._about, officer_id=self.review.claimed_by))
        self.review = replace(self.review, claimed_by=None)
        if self.status == Status.UNDER_REVIEW:
            self.status = Status.SUBMITTED
        self.version += 1

    def request(self, items: list[str], body: str, officer_id: UUID, at: datetime) -> Message:
        """What is asked for again must come anew: another document, or the answer saved once more. The message goes
        into the thread and is announced by the request itself."""
        wanted = list(dict.fromkeys(items))
        asked: Asked = {item: self.documents[item].id if item in self.documents else None for item in wanted}
        self.waiting = self.waiting.asking(asked)
        self._let_go(wanted)
        self.events.append(ItemsRequested(**self._about, officer_id=officer_id, items=wanted))
        self._wait_for_member(self.lacks(), at)
        self.version += 1
        self.thread = self.thread.written_by("officer", at)
        return Message(self.id, "officer", officer_id, body, [], at, items=wanted)

    def take_over(self, revision: int, officer_id: UUID) -> None:
        """The member's rights as they are now; again: nothing happens."""
        if self.opening is not None and self.opening.revision == revision:
            return
        self.opening = require_revision(self.last_opening, revision)
        self.version += 1
        self.events.append(RightsTakenOver(**self._about, officer_id=officer_id, revision=revision))

    def decide(self, outcome: Outcome, amount: Decimal | None, reason: str | None, at: datetime) -> None:
        if outcome == "approved" and self.benefit.depends_on_quotient:
            require_settled(self.opening)
        decision = decide(outcome, amount, reason, self.assess(at), at)
        self.review = replace(self.review, decision=decision)
        self.status = Status(outcome)
        self.version += 1
        self.events.append(ApplicationDecided(**self._about, outcome=outcome, decided_at=at))

    # What happens by itself.

    def learn(self, document: KnownDocument, at: datetime) -> None:
        """A document that is attached here has changed. A complete application loses only what nobody can read any
        more; a document that expires was good on the day it was complete."""
        self.documents = {
            slot: document if known.id == document.id else known for slot, known in self.documents.items()
        }
        lost = document.state in ("rejected", "removed")
        if self.status.is_open and lost and (missing := self.lacks()):
            self.version += 1
            self._mark_incomplete(missing, at)
        self._complete_if_nothing_is_missing(at)

    def expire(self) -> None:
        self.status = Status.EXPIRED
        self.version += 1
        self.events.append(ApplicationExpired(**self._about))

    def remind_of_deadline(self, days_left: int) -> None:
        self.events.append(DeadlineApproaching(**self._about, closes_on=self.benefit.closes_on, days_left=days_left))

    # The thread.

    def post(self, message: Message, unseen_since: datetime | None = None) -> None:
        author = message.author
        self.thread = self.thread.written_by(author, message.sent_at, unseen_since)
        self.shows_others = self.shows_others or bool(message.document_ids)
        officer_id = message.author_id if author == "officer" else self.review.claimed_by
        self.events.append(MessagePosted(**self._about, message_id=message.id, author=author, officer_id=officer_id))

    def settle_messages(self, unseen_since: datetime | None) -> None:
        self.thread = self.thread.settled(unseen_since)

    def mark_read(self, reader: Author) -> None:
        self.thread = self.thread.read_by(reader)

    # Inside.

    def _let_go(self, slots: list[str]) -> None:
        self.shows_others = True
        self.documents = {slot: document for slot, document in self.documents.items() if slot not in slots}

    def _require_reopened(self, item: str) -> None:
        if self.status == Status.INCOMPLETE and not self.waiting.allows(item):
            raise NotEditable("Only what is asked for can be changed now.", state=self.status)

    def _mark_incomplete(self, missing: list[Missing], at: datetime) -> None:
        self._wait_for_member(missing, at)
        self.events.append(ApplicationMarkedIncomplete(**self._about, missing=[one.item for one in missing]))

    def _wait_for_member(self, missing: list[Missing], at: datetime) -> None:
        self.status = Status.INCOMPLETE
        self.waiting = self.waiting.begun((one.item for one in missing), at)
        self.review = replace(self.review, completed_at=None)

    def _complete_if_nothing_is_missing(self, at: datetime) -> None:
        if self.status != Status.INCOMPLETE:
            return
        missing = self.lacks()
        self.waiting = self.waiting.reopening(one.item for one in missing)
        if not missing:
            self.version += 1
            self._complete(at)

    def _complete(self, at: datetime) -> None:
        """Back to the officer who asked, else to the queue."""
        self.status = Status.UNDER_REVIEW if self.review.claimed_by else Status.SUBMITTED
        waited = self.waiting.since is not None
        self.waiting = self.waiting.fulfilled(at)
        self.review = replace(self.review, completed_at=at)
        self.events.append(ApplicationCompleted(**self._about, completed_at=at, had_been_incomplete=waited))

    @property
    def _about(self) -> dict[str, Any]:
        """What each of its events says first."""
        return {
            "application_id": self.id,
            "member_id": self.member_id,
            "portal": self.benefit.portal,
            "benefit_code": self.benefit.code,
        }
