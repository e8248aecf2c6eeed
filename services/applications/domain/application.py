"""One member's application for one benefit."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.applications.domain.applicant import Applicant
from services.applications.domain.benefit import Benefit
from services.applications.domain.checklist import Missing
from services.applications.domain.decision import Outcome, decide
from services.applications.domain.documents import KnownDocument, require_fits
from services.applications.domain.form import Answers
from services.applications.domain.message import Message
from services.applications.domain.pointers import ABSENT, covers, differences, resolve
from services.applications.domain.standing import Standing
from services.contracts.applications import (
    ApplicationClaimed,
    ApplicationCompleted,
    ApplicationDecided,
    ApplicationEvent,
    ApplicationExpired,
    ApplicationMarkedIncomplete,
    ApplicationStarted,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    Author,
    DeadlineApproaching,
    ItemsRequested,
    MessagePosted,
    NotEditable,
    Status,
)


@dataclass(kw_only=True)
class Application(Standing):
    """draft → submitted | incomplete → under_review → approved | rejected; withdrawn from any of the first four,
    expired from draft. Incomplete, it goes back where it was as soon as nothing is missing."""

    events: list[ApplicationEvent] = field(default_factory=list)

    @classmethod
    def start(cls, benefit: Benefit, applicant: Applicant, at: datetime) -> "Application":
        application = cls(member_id=applicant.member_id, benefit=benefit, applicant=applicant, created_at=at)
        application.answers = benefit.form.prefilled(applicant.facts)
        application.events.append(ApplicationStarted(**application._about))
        return application

    # What the member does.

    def save_answers(self, patch: Answers, at: datetime) -> None:
        changed = self.benefit.form.answered(self.answers, patch)
        for pointer in differences(self.answers, changed) if self.status == "incomplete" else ():
            self._require_reopened(pointer)
        self.answers = changed
        given = {item for item in self.asked if ABSENT not in (resolve(item, patch), resolve(item, changed))}
        self.asked = {item: replaced for item, replaced in self.asked.items() if item not in given}
        self.version += 1
        self._complete_if_nothing_is_missing(at)

    def attach(self, slot: str, document: KnownDocument, at: datetime) -> None:
        self._require_reopened(self.benefit.slot(slot).slot)
        require_fits(document, self.benefit.slot(slot), self.member_id, refused=self.asked.get(slot))
        self.documents[slot] = document
        self.version += 1
        self._complete_if_nothing_is_missing(at)

    def detach(self, slot: str) -> None:
        self._require_reopened(self.benefit.slot(slot).slot)
        if self.documents.pop(slot, None):
            self.version += 1

    def submit(self, at: datetime) -> None:
        missing = self.lacks()
        self.submitted_at = at
        self.version += 1
        status: Status = "incomplete" if missing else "submitted"
        self.events.append(ApplicationSubmitted(**self._about, status=status, submitted_at=at))
        if missing:
            self._mark_incomplete(missing, at)
        else:
            self._complete(at)

    def withdraw(self, at: datetime) -> None:
        self.status = "withdrawn"
        self._stop_waiting(at)
        self.version += 1
        self.events.append(ApplicationWithdrawn(**self._about))

    # What officers do.

    def claim(self, officer_id: UUID) -> None:
        """Again by the same officer: nothing happens."""
        if self.claimed_by == officer_id and self.status == "under_review":
            return
        self.claimed_by = officer_id
        self.status = "under_review"
        self.version += 1
        self.events.append(ApplicationClaimed(**self._about, officer_id=officer_id))

    def request(self, items: list[str], body: str, officer_id: UUID, at: datetime) -> Message:
        """What is asked for again must come anew: another document, or the answer saved once more. The message goes
        into the thread and is announced by the request itself."""
        wanted = list(dict.fromkeys(items))
        for item in wanted:
            replaced = self.documents.pop(item, None)
            self.asked[item] = replaced.id if replaced else None
        self.events.append(ItemsRequested(**self._about, officer_id=officer_id, items=wanted))
        self._wait_for_member(self.lacks(), at)
        self.version += 1
        return self._write("officer", officer_id, body, [], at)

    def decide(self, outcome: Outcome, amount: Decimal | None, reason: str | None, at: datetime) -> None:
        self.decision = decide(outcome, amount, reason, self.estimate, at)
        self.status = outcome
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
        if self.status in ("submitted", "under_review") and lost and (missing := self.lacks()):
            self.version += 1
            self._mark_incomplete(missing, at)
        self._complete_if_nothing_is_missing(at)

    def expire(self) -> None:
        self.status = "expired"
        self.version += 1
        self.events.append(ApplicationExpired(**self._about))

    def remind_of_deadline(self, days_left: int) -> None:
        self.events.append(DeadlineApproaching(**self._about, closes_on=self.benefit.closes_on, days_left=days_left))

    # The thread.

    def post(self, author: Author, author_id: UUID, body: str, document_ids: list[UUID], at: datetime) -> Message:
        message = self._write(author, author_id, body, document_ids, at)
        officer_id = author_id if author == "officer" else self.claimed_by
        self.events.append(MessagePosted(**self._about, message_id=message.id, author=author, officer_id=officer_id))
        return message

    def mark_read(self, reader: Author) -> None:
        if reader == "member":
            self.unread_by_member = 0
        else:
            self.unread_by_officer = 0

    # Inside.

    def _write(self, author: Author, author_id: UUID, body: str, document_ids: list[UUID], at: datetime) -> Message:
        if author == "member":
            self.unread_by_officer += 1
        else:
            self.unread_by_member += 1
        return Message(self.id, author, author_id, body, document_ids, at)

    def _require_reopened(self, item: str) -> None:
        if self.status == "incomplete" and not any(covers(one, item) for one in self.reopened):
            raise NotEditable("Only what is asked for can be changed now.")

    def _mark_incomplete(self, missing: list[Missing], at: datetime) -> None:
        self._wait_for_member(missing, at)
        self.events.append(ApplicationMarkedIncomplete(**self._about, missing=[one.item for one in missing]))

    def _wait_for_member(self, missing: list[Missing], at: datetime) -> None:
        self.status = "incomplete"
        self.reopened = {one.item for one in missing}
        self.completed_at = None
        self.waiting_since = at

    def _complete_if_nothing_is_missing(self, at: datetime) -> None:
        if self.status != "incomplete":
            return
        missing = self.lacks()
        self.reopened |= {one.item for one in missing}
        if not missing:
            self.version += 1
            self._complete(at)

    def _complete(self, at: datetime) -> None:
        """Back to the officer who asked, else to the queue."""
        self.status = "under_review" if self.claimed_by else "submitted"
        waited = self.waiting_since is not None
        self._stop_waiting(at)
        self.asked, self.reopened, self.completed_at = {}, set(), at
        self.events.append(ApplicationCompleted(**self._about, completed_at=at, had_been_incomplete=waited))

    def _stop_waiting(self, at: datetime) -> None:
        if self.waiting_since is not None:
            self.waited += at - self.waiting_since
            self.waiting_since = None

    @property
    def _about(self) -> dict[str, Any]:
        """What each of its events says first."""
        return {
            "application_id": self.id,
            "member_id": self.member_id,
            "portal": self.benefit.portal,
            "benefit_code": self.benefit.code,
        }
