"""After the submission: a member asks for an answer to be corrected, or adds a paper that nobody asked for."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.actor import APPLICANTS, Role
from services.contracts.acts import Act
from services.contracts.applications.refusals import (
    AlreadyClaimed,
    AmendmentLeavesGap,
    AnswersTooLarge,
    BadAnswers,
    DocumentTooLarge,
    NotAmendable,
    NotAttachable,
    NotClaimedByYou,
    NothingToAmend,
    NotThatAmendment,
    NotUnderReview,
    PaperNotAccepted,
    ReasonRequired,
    RuleRefuses,
    UnknownApplication,
    UnknownItem,
    UnknownSlot,
    WrongDocumentKind,
    WrongDocumentType,
)
from services.contracts.applications.review import OFFICERS, ReviewView
from services.contracts.base import Command, Instant, Open, Query, View
from services.contracts.documents import DocumentState

AmendmentState = Literal["waiting", "accepted", "partly_accepted", "refused", "replaced", "lapsed"]


class AmendedItemView(View):
    """`old` and `new`: what was answered, and what shall be; of a slot, ids of documents. None: nothing."""

    item: str
    """A slot, or the pointer of a question."""
    label: str
    old: Any = None
    new: Any = None
    state: Open[DocumentState] | None = None
    """Of the new document."""
    accepted: bool = False


class AmendmentView(View):
    id: UUID
    application_id: UUID
    state: Open[AmendmentState]
    """`replaced` by a later one; `lapsed`: the application ended first."""
    items: list[AmendedItemView]
    message: str
    asked_at: Instant
    reason: str | None
    decided_at: Instant | None
    version: int
    """Of the application."""


class AmendmentsView(View):
    items: list[AmendmentView]
    """Newest first."""


class AmendApplication(Command[AmendmentView]):
    """From the submission to the decision. It takes the place of one that still waits, and changes nothing until an
    officer accepts it."""

    callers = APPLICANTS
    refuses = (
        UnknownApplication,
        NotAmendable,
        NothingToAmend,
        AmendmentLeavesGap,
        RuleRefuses,
        BadAnswers,
        AnswersTooLarge,
        UnknownSlot,
        NotAttachable,
        WrongDocumentKind,
        WrongDocumentType,
        DocumentTooLarge,
    )
    long_texts = frozenset({"answers", "message"})
    application_id: UUID
    answers: dict[str, Any] = Field(default_factory=dict)
    """A JSON merge patch."""
    documents: dict[str, UUID] = Field(default_factory=dict, max_length=30)
    """By slot."""
    message: str = Field(default="", max_length=5000)
    expected_version: int | None = None


class ListAmendments(Query[AmendmentsView]):
    callers = APPLICANTS | {Role.OFFICER}
    refuses = (UnknownApplication,)
    application_id: UUID


class SettleAmendment(Command[ReviewView]):
    """By the officer who has the application. What is not accepted is refused, with a reason."""

    callers = OFFICERS
    refuses = (
        UnknownApplication,
        AlreadyClaimed,
        NotClaimedByYou,
        NotUnderReview,
        NotThatAmendment,
        UnknownItem,
        ReasonRequired,
        PaperNotAccepted,
        RuleRefuses,
        BadAnswers,
        AnswersTooLarge,
    )
    act = Act(name="amendment_settled", to="application", named_by="application_id")
    long_texts = frozenset({"reason"})
    application_id: UUID
    amendment_id: UUID
    accept: list[str] = Field(default_factory=list, max_length=200)
    """Its items that are taken over."""
    reason: str | None = Field(default=None, max_length=5000)
    expected_version: int | None = None
