"""One of each event that a person is told of."""

from datetime import date
from uuid import UUID, uuid4

from services.contracts.applications import (
    AmendmentRequested,
    AmendmentSettled,
    AppealDecided,
    AppealLodged,
    ApplicationClosed,
    ApplicationCompleted,
    ApplicationDecided,
    ApplicationExpired,
    ApplicationMarkedIncomplete,
    ApplicationReassigned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ClosingAnnounced,
    DeadlineApproaching,
    DecisionCorrected,
    ItemsRequested,
    MessagePosted,
    RequestCancelled,
    ThreadMessagePosted,
)
from services.contracts.base import Event
from services.contracts.documents import DocumentEnding, DocumentRejected, ExportReady
from services.contracts.identity import (
    AccountActivated,
    CorrectionDecided,
    DepartureDeclared,
    EmailChanged,
    EmailConfirmationRequested,
    EmailConfirmed,
    ErasureDecided,
    EstablishmentChanged,
    NumberCommunicated,
    NumberReminderRequested,
    NumberRequestRejected,
    PasswordChanged,
    PasswordResetRequested,
    PortalChanged,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    RightsConfirmed,
    RightsRefused,
    SecondEmailChanged,
    SecondFactorChanged,
    SecondFactorReset,
    SecondFactorResetAsked,
    StaffWaitingTold,
    TemporaryPasswordIssued,
)
from tests.unit.notifications.fakes import NOW

MEMBER = UUID("5b1f2ad2-54a5-4f0e-8a47-0f5b3c1c7a01")
OFFICER = UUID("5b1f2ad2-54a5-4f0e-8a47-0f5b3c1c7a02")
APPLICATION = {
    "application_id": UUID("5b1f2ad2-54a5-4f0e-8a47-0f5b3c1c7a03"),
    "member_id": MEMBER,
    "portal": "agent",
    "benefit_code": "disabled-child",
}


def arrived(status: str) -> list[Event]:
    """What follows a submission, in its order."""
    submitted = ApplicationSubmitted.model_validate({**APPLICATION, "status": status, "submitted_at": NOW})
    if status == "incomplete":
        return [submitted, ApplicationMarkedIncomplete.model_validate({**APPLICATION, "missing": ["tax_notice"]})]
    completed = {**APPLICATION, "completed_at": NOW, "had_been_incomplete": False}
    return [submitted, ApplicationCompleted.model_validate(completed)]


def decided(outcome: str = "approved") -> ApplicationDecided:
    return ApplicationDecided.model_validate({**APPLICATION, "outcome": outcome, "decided_at": NOW})


def settled(outcome: str = "partly_accepted") -> AmendmentSettled:
    told = {"amendment_id": uuid4(), "officer_id": OFFICER, "outcome": outcome, "items": 1}
    return AmendmentSettled.model_validate({**APPLICATION, **told})


def posted(author: str, officer_id: UUID | None = OFFICER) -> MessagePosted:
    return MessagePosted.model_validate(
        {**APPLICATION, "message_id": uuid4(), "author": author, "officer_id": officer_id}
    )


def posted_in_thread(author: str) -> ThreadMessagePosted:
    return ThreadMessagePosted.model_validate(
        {
            "thread_id": uuid4(),
            "member_id": MEMBER,
            "portal": "agent",
            "message_id": uuid4(),
            "author": author,
            "officer_id": OFFICER if author == "officer" else None,
        }
    )


def approaching(days_left: int = 7) -> DeadlineApproaching:
    return DeadlineApproaching.model_validate({**APPLICATION, "closes_on": date(2027, 1, 31), "days_left": days_left})


def rejected(reason: str = "damaged") -> DocumentRejected:
    return DocumentRejected.model_validate(
        {"document_id": uuid4(), "owner_id": MEMBER, "kind": "tax_notice", "reason": reason, "version": 3}
    )


def ending(kind: str = "tax_notice", days_left: int = 30) -> DocumentEnding:
    about = {"document_id": uuid4(), "owner_id": MEMBER, "kind": kind}
    return DocumentEnding.model_validate({**about, "valid_until": date(2027, 12, 31), "days_left": days_left})


NOTIFIED_BY_EMAIL: list[Event] = [
    NumberCommunicated(request_id=uuid4(), member_id=MEMBER, delivery="email"),
    TemporaryPasswordIssued(delivery_id=uuid4(), account_id=MEMBER),
    PasswordResetRequested(delivery_id=uuid4(), account_id=MEMBER),
    EmailConfirmationRequested(delivery_id=uuid4(), account_id=MEMBER),
    NumberRequestRejected(request_id=MEMBER),
    NumberReminderRequested(delivery_id=uuid4(), account_id=MEMBER),
    AccountActivated(account_id=MEMBER, portal="agent"),
    PasswordChanged(account_id=MEMBER, portal="agent"),
    SecondFactorReset(account_id=MEMBER, portal="agent"),
    SecondFactorResetAsked(delivery_id=uuid4(), account_id=MEMBER),
    RecoveryCodesMade(account_id=MEMBER, portal="agent"),
    RecoveryCodeUsed(account_id=MEMBER, portal="agent", left=3),
    EmailChanged(account_id=MEMBER, portal="agent"),
    EmailConfirmed(account_id=MEMBER, portal="agent"),
    SecondEmailChanged(account_id=MEMBER),
    SecondFactorChanged(account_id=MEMBER, portal="agent"),
    CorrectionDecided(correction_id=uuid4(), member_id=MEMBER, outcome="accepted"),
    EstablishmentChanged(
        member_id=MEMBER, establishment_id=uuid4(), former_establishment_id=uuid4(), from_date=date(2026, 3, 2)
    ),
    DepartureDeclared(departure_id=uuid4(), member_id=MEMBER),
    PortalChanged(member_id=MEMBER, portal="medical"),
    ApplicationSubmitted.model_validate({**APPLICATION, "status": "submitted", "submitted_at": NOW}),
    ApplicationMarkedIncomplete.model_validate({**APPLICATION, "missing": ["tax_notice"]}),
    ApplicationCompleted.model_validate({**APPLICATION, "completed_at": NOW}),
    ItemsRequested.model_validate({**APPLICATION, "officer_id": OFFICER, "items": ["/child/birth_date"]}),
    RequestCancelled.model_validate(
        {**APPLICATION, "officer_id": OFFICER, "items": ["tax_notice"], "still_incomplete": True}
    ),
    ApplicationReassigned.model_validate({**APPLICATION, "officer_id": MEMBER, "former_officer_id": None}),
    AmendmentRequested.model_validate({**APPLICATION, "amendment_id": uuid4(), "officer_id": MEMBER}),
    settled(),
    ClosingAnnounced.model_validate({**APPLICATION, "officer_id": OFFICER, "closes_on": date(2027, 1, 31)}),
    ApplicationClosed.model_validate(APPLICATION),
    posted("officer"),
    decided(),
    DecisionCorrected.model_validate({**APPLICATION, "outcome": "approved", "decided_at": NOW}),
    AppealLodged.model_validate({**APPLICATION, "appeal_id": uuid4()}),
    AppealDecided.model_validate({**APPLICATION, "appeal_id": uuid4(), "outcome": "upheld", "decided_at": NOW}),
    ApplicationWithdrawn.model_validate(APPLICATION),
    ApplicationExpired.model_validate(APPLICATION),
    approaching(),
    rejected(),
    ending(),
    ExportReady(export_id=uuid4(), member_id=MEMBER),
    ErasureDecided(erasure_id=uuid4(), member_id=MEMBER, outcome="refused"),
    RightsConfirmed(rights_id=uuid4(), member_id=MEMBER, year=2026),
    RightsRefused(rights_id=uuid4(), member_id=MEMBER, year=2026),
    posted_in_thread("officer"),
    StaffWaitingTold(account_id=MEMBER, to_assign=2, rights=100, messages=3),
]
