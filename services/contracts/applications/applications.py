"""The member's applications: draft, submission, follow-up, thread."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import APPLICANTS, Role
from services.contracts.acts import Act, NoAct
from services.contracts.applications.benefits import BenefitView, DelayView, EstimateView
from services.contracts.applications.decisions import AppealView, TakenDecisionView
from services.contracts.applications.refusals import (
    AnswersTooLarge,
    BadAnswers,
    BenefitClosed,
    DeadlinePassed,
    DocumentTooLarge,
    DraftOfOtherPortal,
    NotADraft,
    NotAttachable,
    NotEditable,
    NotForThisStatus,
    NoThreadYet,
    NotWithdrawable,
    RuleRefuses,
    TooManyDrafts,
    TooManyDraftsOfBenefit,
    TooManyDraftsStarted,
    TooManyMessages,
    TooManyMessagesInThread,
    UnknownApplication,
    UnknownBenefit,
    UnknownMessage,
    UnknownSlot,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.applications.rules import CheckView
from services.contracts.base import Command, Done, Instant, Money, Open, Page, PageQuery, Query, View
from services.contracts.documents import ContentType, DocumentState

Status = Literal[
    "draft", "submitted", "incomplete", "under_review", "approved", "rejected", "paid", "withdrawn", "expired"
]
Author = Literal["member", "officer"]


class AttachedDocumentView(View):
    slot: str
    document_id: UUID
    state: Open[DocumentState]
    content_type: Open[ContentType]
    size: int


class MissingDocumentView(View):
    """A slot without a document, or whose document has not passed its checks."""

    document: str
    label: str
    state: Open[DocumentState] | None = None
    """Of what is there already: `checking` resolves by itself."""
    asked_by_officer: bool = False


class MissingAnswerView(View):
    answer: str
    """JSON pointer into the answers."""
    label: str
    asked_by_officer: bool = False


class TimelineEntryView(View):
    at: Instant
    event: str
    """The event's type."""
    by: Open[Literal["member", "officer", "system"]]
    text: str


class DecisionView(View):
    """Frozen: what it says does not move when a scale or a quotient does."""

    outcome: Open[Literal["approved", "rejected"]]
    amount: Money | None
    explanation: EstimateView | None
    reason: str | None
    decided_at: Instant
    checks: list[CheckView] = Field(default_factory=list)
    """What the rules said then, and where an officer decided against one."""


class ApplicationSummaryView(View):
    id: UUID
    benefit_code: str
    benefit_name: str
    status: Open[Status]
    missing_count: int
    unread_messages: int
    amount: Money | None
    created_at: Instant
    submitted_at: Instant | None
    updated_at: Instant
    version: int


class ClosingView(View):
    closes_on: date
    """The last day on which it can still be completed."""
    reason: str
    state: Open[Literal["announced", "closed"]]


class ApplicationView(View):
    id: UUID
    benefit_code: str
    benefit_name: str
    status: Open[Status]
    answers: dict[str, Any]
    documents: list[AttachedDocumentView]
    missing: list[MissingDocumentView | MissingAnswerView]
    timeline: list[TimelineEntryView]
    estimate: EstimateView | None
    decision: DecisionView | None
    usual_delay: DelayView | None
    delay_notice: str | None
    """While something is missing: what that does to the payment."""
    unread_messages: int
    created_at: Instant
    submitted_at: Instant | None
    version: int
    closing: ClosingView | None = None
    """Announced by an officer, where it was left incomplete; or what it was closed for."""
    amendment_waiting: bool = False
    """A correction that no officer has answered yet."""
    decisions: list[TakenDecisionView] = Field(default_factory=list)
    """All that were taken, the first one first. Empty as well for one that was decided before they were kept."""
    appeal: AppealView | None = None
    """The last one."""
    appeal_until: date | None = None
    """The last day on which the decision can, or could, be appealed against; None: it cannot any more."""
    checks: list[CheckView] = Field(default_factory=list)
    """What the rules say of it as it is; once it is decided, what they said then."""


class StartApplication(Command[ApplicationView]):
    callers = APPLICANTS
    refuses = (
        UnknownBenefit,
        BenefitClosed,
        DeadlinePassed,
        TooManyDrafts,
        TooManyDraftsOfBenefit,
        TooManyDraftsStarted,
        NotForThisStatus,
    )
    benefit_code: str = Field(max_length=80)


class SaveAnswers(Command[ApplicationView]):
    """A JSON merge patch onto the answers: an absent field stays, null removes. What is there must be of its type."""

    callers = APPLICANTS
    refuses = (UnknownApplication, NotEditable, BadAnswers, AnswersTooLarge)
    long_texts = frozenset({"answers"})
    application_id: UUID
    answers: dict[str, Any]
    expected_version: int | None = None


class AttachDocument(Command[ApplicationView]):
    """The slot then holds this document and no other."""

    callers = APPLICANTS
    refuses = (
        UnknownApplication,
        NotEditable,
        UnknownSlot,
        NotAttachable,
        WrongDocumentKind,
        WrongDocumentType,
        DocumentTooLarge,
    )
    application_id: UUID
    slot: str = Field(max_length=80)
    document_id: UUID
    expected_version: int | None = None


class DetachDocument(Command[ApplicationView]):
    callers = APPLICANTS
    refuses = (UnknownApplication, NotEditable, UnknownSlot)
    application_id: UUID
    slot: str = Field(max_length=80)
    expected_version: int | None = None


class SubmitApplication(Command[ApplicationView]):
    """Becomes `submitted`, or `incomplete` until what is missing is there.

    Household and status of that day are kept with it.
    """

    callers = APPLICANTS
    refuses = (UnknownApplication, NotADraft, DraftOfOtherPortal, BenefitClosed, DeadlinePassed, RuleRefuses)
    application_id: UUID
    expected_version: int | None = None


class WithdrawApplication(Command[ApplicationView]):
    callers = APPLICANTS
    refuses = (UnknownApplication, NotWithdrawable)
    application_id: UUID
    expected_version: int | None = None


class ListApplications(PageQuery[Page[ApplicationSummaryView]]):
    """Mine, newest first."""

    callers = APPLICANTS
    status: Status | None = None


class GetApplication(Query[ApplicationView]):
    callers = APPLICANTS
    refuses = (UnknownApplication,)
    application_id: UUID


class MessageView(View):
    id: UUID
    author: Open[Author]
    body: str
    sent_at: Instant
    read_at: Instant | None
    document_ids: list[UUID]
    items: list[str] = Field(default_factory=list)
    """What an officer asks for with it: slots and pointers of answers."""


class PostMessage(Command[MessageView]):
    """By the member whose application it is, or by an officer; not in a draft."""

    callers = APPLICANTS | {Role.OFFICER}
    refuses = (
        UnknownApplication,
        NoThreadYet,
        NotAttachable,
        TooManyMessages,
        TooManyMessagesInThread,
        UnknownMessage,
    )
    act = Act(name="message_posted", to="application", named_by="application_id")
    long_texts = frozenset({"body"})
    application_id: UUID
    body: str = Field(min_length=1, max_length=5000)
    document_ids: list[UUID] = Field(default_factory=list, max_length=10)
    seen: UUID | None = None
    """The last message that the officer had before them: what the member wrote after it goes on waiting for an answer.
    Absent: this answers all."""


class ListMessages(PageQuery[Page[MessageView]]):
    """Oldest first."""

    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownApplication, NoThreadYet)
    application_id: UUID


class MarkMessagesRead(Command[Done]):
    """Those of the other side."""

    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownApplication,)
    act = NoAct("that they were shown is")
    application_id: UUID


class ApplicationFormView(View):
    """The benefit as it was when the application was started."""

    benefit: BenefitView


class GetApplicationForm(Query[ApplicationFormView]):
    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownApplication,)
    application_id: UUID
