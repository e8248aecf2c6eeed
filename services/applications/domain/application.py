"""One member's application for one benefit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from services.applications.domain.applicant import Applicant
from services.applications.domain.benefit import Benefit
from services.applications.domain.decision import Decision, Outcome, decide
from services.applications.domain.desk import Desk
from services.applications.domain.documents import KnownDocument, require_fits
from services.applications.domain.form import Answers
from services.applications.domain.opening import Opening, require_revision, require_settled
from services.applications.domain.pointers import ABSENT, differences, resolve
from services.applications.domain.status import Status
from services.applications.domain.thread import Message
from services.applications.domain.transitions import Step
from services.applications.domain.waiting import Asked
from services.contracts.applications import (
    AmendmentWaiting,
    ApplicationClaimed,
    ApplicationDecided,
    ApplicationExpired,
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
class Application(Desk):
    """draft → submitted | incomplete → under_review → approved | rejected; withdrawn from any of the first four,
    expired from draft, or from incomplete where that was announced. Incomplete, it goes back where it was as soon as
    nothing is missing. `transitions.py` has it all."""

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
            self._mark_incomplete(missing, Step.SUBMIT, at)
        else:
            self._complete(Step.SUBMIT, at)

    def withdraw(self, at: datetime) -> None:
        self._become(Status.WITHDRAWN, Step.WITHDRAW)
        self.waiting = self.waiting.stopped(at)
        self._end_amendment("lapsed", at)
        self.version += 1
        self.events.append(ApplicationWithdrawn(**self._about))

    # What officers do.

    def claim(self, officer_id: UUID) -> None:
        """Again by the same officer: nothing happens."""
        if self.review.claimed_by == officer_id and self.status == Status.UNDER_REVIEW:
            return
        self.review = replace(self.review, claimed_by=officer_id)
        self._become(Status.UNDER_REVIEW, Step.CLAIM)
        self.version += 1
        self.events.append(ApplicationClaimed(**self._about, officer_id=officer_id))

    def request(self, items: list[str], body: str, officer_id: UUID, at: datetime) -> Message:
        """What is asked for again must come anew: another document, or the answer saved once more. The message goes
        into the thread and is announced by the request itself."""
        wanted = list(dict.fromkeys(items))
        asked: Asked = {item: self.documents[item].id if item in self.documents else None for item in wanted}
        self.waiting = self.waiting.asking(asked)
        self._let_go(wanted)
        self.events.append(ItemsRequested(**self._about, officer_id=officer_id, items=wanted))
        self._wait_for_member(self.lacks(), Step.REQUEST, at)
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
        if self.amendment is not None:
            raise AmendmentWaiting
        if outcome == "approved" and self.benefit.depends_on_quotient:
            require_settled(self.opening)
        self.review = replace(self.review, decision=decide(outcome, amount, reason, self.assess(at), at))
        self._become(Status(outcome), Step.DECIDE)
        self.version += 1
        self.events.append(ApplicationDecided(**self._about, outcome=outcome, decided_at=at))

    def replace_decision(self, decision: Decision, step: Step) -> None:
        """What was paid stays paid, and the rest of a greater amount is owed."""
        self.review = replace(self.review, decision=decision)
        if self.status != Status.PAID:
            self._become(Status(decision.outcome), step)

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
            self._mark_incomplete(missing, Step.LACK, at)
        self._complete_if_nothing_is_missing(at)

    def expire(self) -> None:
        self._become(Status.EXPIRED, Step.EXPIRE)
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

    def _require_reopened(self, item: str) -> None:
        if self.status == Status.INCOMPLETE and not self.waiting.allows(item):
            raise NotEditable("Only what is asked for can be changed now.", state=self.status)
