"""What happens to benefits and applications, as integrators see it."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.contracts.base import Event, Instant, Open, Portal


class ApplicationEvent(Event):
    application_id: UUID
    member_id: UUID
    portal: Open[Portal]
    benefit_code: str


class ApplicationStarted(ApplicationEvent):
    public = True


class ApplicationSubmitted(ApplicationEvent):
    """Always, whether complete or not; what follows tells which."""

    status: Open[Literal["submitted", "incomplete"]]
    submitted_at: Instant


class ApplicationMarkedIncomplete(ApplicationEvent):
    missing: list[str]
    """Slots and pointers."""


class ApplicationCompleted(ApplicationEvent):
    """Nothing is missing: it is in the officers' queue. Follows at once where nothing was missing at submission."""

    completed_at: Instant
    had_been_incomplete: bool = True
    """False where nothing was missing at submission: the event of the submission has told the member so."""


class ApplicationClaimed(ApplicationEvent):
    public = True
    officer_id: UUID


class ItemsRequested(ApplicationEvent):
    officer_id: UUID
    items: list[str]


class MessagePosted(ApplicationEvent):
    message_id: UUID
    author: Open[Literal["member", "officer"]]
    officer_id: UUID | None
    """Who wrote it, or who claimed the application that the member writes about."""


class ApplicationDecided(ApplicationEvent):
    outcome: Open[Literal["approved", "rejected"]]
    decided_at: Instant


class ApplicationWithdrawn(ApplicationEvent):
    pass


class ApplicationExpired(ApplicationEvent):
    pass


class DeadlineApproaching(ApplicationEvent):
    """For a draft or an incomplete application, 30, 7 and 1 days before: a number, which may become another."""

    closes_on: date
    days_left: int


class BenefitPublished(Event):
    public = True
    benefit_code: str
    portal: Open[Portal]
    scale_version: str
