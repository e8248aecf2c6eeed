"""What happens to benefits and applications, as integrators see it."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.contracts.acts import ActTold
from services.contracts.applications.rules import RuleKind
from services.contracts.base import Event, Instant, Open, Portal


class ApplicationEvent(Event):
    application_id: UUID
    member_id: UUID
    portal: Open[Portal]
    benefit_code: str


class ApplicationStarted(ApplicationEvent):
    public = True
    public_fields = ("application_id", "member_id", "portal")


class ApplicationSubmitted(ApplicationEvent):
    """Always, whether complete or not; what follows tells which."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "status", "submitted_at")
    status: Open[Literal["submitted", "incomplete"]]
    submitted_at: Instant


class ApplicationMarkedIncomplete(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal")
    missing: list[str]
    """Slots and pointers."""


class ApplicationCompleted(ApplicationEvent):
    """Nothing is missing: it is in the officers' queue. Follows at once where nothing was missing at submission."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "completed_at", "had_been_incomplete")
    completed_at: Instant
    had_been_incomplete: bool = True
    """False where nothing was missing at submission: the event of the submission has told the member so."""


class ApplicationClaimed(ApplicationEvent):
    public = True
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID


class ApplicationReleased(ApplicationEvent):
    """Whoever had claimed it works on it no more: it is anybody's again."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID
    """Whose it was."""


class ApplicationReassigned(ApplicationEvent):
    """It was given to an officer, who had not claimed it."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "officer_id", "former_officer_id")
    officer_id: UUID
    former_officer_id: UUID | None
    """Whose it was; None: nobody's."""


class ItemsRequested(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID
    items: list[str]


class RequestCancelled(ApplicationEvent):
    """These items are no longer asked for: it was a mistake."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "officer_id", "still_incomplete")
    officer_id: UUID
    items: list[str]
    still_incomplete: bool


class AmendmentRequested(ApplicationEvent):
    """The member would have something corrected after the submission."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "amendment_id")
    amendment_id: UUID
    officer_id: UUID | None
    """Who has the application."""


class AmendmentSettled(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "amendment_id", "outcome")
    amendment_id: UUID
    officer_id: UUID
    outcome: Open[Literal["accepted", "partly_accepted", "refused"]]
    items: int
    """How many were accepted."""


class ClosingAnnounced(ApplicationEvent):
    """It is incomplete, and is closed after that day unless it is complete by then."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal")
    officer_id: UUID
    closes_on: date


class ClosingWithdrawn(ApplicationEvent):
    """By an officer, or because nothing is missing any more."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID | None = None


class ApplicationClosed(ApplicationEvent):
    """As announced: it is expired."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal")


class MessagePosted(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "message_id", "author", "officer_id")
    message_id: UUID
    author: Open[Literal["member", "officer"]]
    officer_id: UUID | None
    """Who wrote it, or who claimed the application that the member writes about."""


class ThreadMessagePosted(Event):
    """In a general thread, of no application. The first one starts it."""

    subscribers = frozenset({"notifications"})
    public_fields = ("thread_id", "member_id", "portal", "message_id", "author", "officer_id")
    thread_id: UUID
    member_id: UUID
    portal: Open[Portal]
    message_id: UUID
    author: Open[Literal["member", "officer"]]
    officer_id: UUID | None
    """Who wrote it."""


class RightsTakenOver(ApplicationEvent):
    """The member's rights have changed since the submission; an officer has the application follow."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID
    revision: int


class RuleOverridden(ApplicationEvent):
    """An officer decided against a rule that blocked it."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "officer_id")
    officer_id: UUID
    rule: str
    kind: Open[RuleKind]


class ApplicationDecided(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "outcome", "decided_at")
    outcome: Open[Literal["approved", "rejected"]]
    decided_at: Instant


class DecisionCorrected(ApplicationEvent):
    """Put right by the staff, without an appeal: what holds now."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "outcome", "decided_at")
    outcome: Open[Literal["approved", "rejected"]]
    decided_at: Instant


class AppealLodged(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "appeal_id")
    appeal_id: UUID


class AppealClaimed(ApplicationEvent):
    """Another officer than who decided looks at it."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "appeal_id", "officer_id")
    appeal_id: UUID
    officer_id: UUID


class AppealReleased(ApplicationEvent):
    """Whoever had claimed it works on it no more."""

    public = True
    public_fields = ("application_id", "member_id", "portal", "appeal_id", "officer_id")
    appeal_id: UUID
    officer_id: UUID


class AppealDecided(ApplicationEvent):
    """Upheld, the application is approved, of a greater amount than before where it was already."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "appeal_id", "outcome", "decided_at")
    appeal_id: UUID
    outcome: Open[Literal["upheld", "dismissed"]]
    decided_at: Instant


class ApplicationWithdrawn(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal")


class ApplicationExpired(ApplicationEvent):
    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal")


class DeadlineApproaching(ApplicationEvent):
    """For a draft or an incomplete application, 30, 7 and 1 days before: a number, which may become another."""

    subscribers = frozenset({"notifications"})
    public_fields = ("application_id", "member_id", "portal", "days_left")
    closes_on: date
    days_left: int


class DocumentsHeld(Event):
    """All the documents that officers find in an application that was submitted, in its slots and in its thread, told
    whenever they change: the greatest version is what holds."""

    subscribers = frozenset({"documents"})
    application_id: UUID
    document_ids: list[UUID]
    version: int
    """Of what is told here; not that of the application."""
    region: str | None = None
    """Of the member's establishment: officers may be good there alone."""
    kept_for: Open[Literal["under_way", "decided"]] | None = None
    """Why the member cannot delete them: it is to be decided, or was and can still be contested."""
    kept_until: date | None = None
    """The last day of that; None while it is under way."""


class ThreadDocumentsHeld(Event):
    """All the documents that officers find in a general thread, as above."""

    subscribers = frozenset({"documents"})
    thread_id: UUID
    document_ids: list[UUID]
    version: int
    region: str | None = None


class BenefitPublished(Event):
    public = True
    public_fields = ("benefit_code", "portal", "scale_version")
    benefit_code: str
    portal: Open[Portal]
    scale_version: str


class Acted(ActTold):
    pass
