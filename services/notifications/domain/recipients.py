"""Whom an event concerns, and what of it is kept for them."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.applications import (
    AmendmentRequested,
    AmendmentSettled,
    AppealDecided,
    ApplicationCompleted,
    ApplicationDecided,
    ApplicationEvent,
    ApplicationReassigned,
    ApplicationSubmitted,
    ClosingAnnounced,
    DeadlineApproaching,
    DecisionCorrected,
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
from services.contracts.identity.waiting import StaffWaitingView, shown
from services.notifications.domain.notices import Params


@dataclass(frozen=True)
class Recipient:
    account_id: UUID
    params: Params
    by_email: bool = True


def recipient_of(event: Event) -> Recipient | None:
    """None: nobody is notified."""
    match event:
        case NumberCommunicated():
            # By post, a letter says it, and whoever has no account yet has no space to read it in.
            return Recipient(event.member_id, {"request_id": str(event.request_id)}, event.delivery == "email")
        case NumberRequestRejected():
            # Whoever asked has no account: the request stands for them.
            return Recipient(event.request_id, {"request_id": str(event.request_id)})
        case (
            TemporaryPasswordIssued()
            | PasswordResetRequested()
            | EmailConfirmationRequested()
            | NumberReminderRequested()
            | SecondFactorResetAsked()
        ):
            return Recipient(event.account_id, {"delivery_id": str(event.delivery_id)})
        case (
            AccountActivated()
            | PasswordChanged()
            | SecondFactorChanged()
            | SecondFactorReset()
            | EmailChanged()
            | EmailConfirmed()
            | RecoveryCodesMade()
            | SecondEmailChanged()
        ):
            return Recipient(event.account_id, {})
        case CorrectionDecided():
            return Recipient(event.member_id, {"outcome": event.outcome})
        case EstablishmentChanged() | DepartureDeclared() | PortalChanged() | RightsConfirmed() | RightsRefused():
            return Recipient(event.member_id, {})
        case RecoveryCodeUsed():
            return Recipient(event.account_id, {"left": event.left})
        case StaffWaitingTold():
            counts = event.model_dump(include=set(StaffWaitingView.model_fields))
            return Recipient(event.account_id, {name: shown(count) for name, count in counts.items()})
        case DocumentRejected() | DocumentEnding():
            return _about_a_document(event)
        case ExportReady():
            return Recipient(event.member_id, {"export_id": str(event.export_id)})
        case ErasureDecided():
            return Recipient(event.member_id, {"erasure_id": str(event.erasure_id), "outcome": event.outcome})
        case MessagePosted() | ThreadMessagePosted() | ApplicationEvent():
            return _about_what_is_asked(event)
    return None


def _about_a_document(event: DocumentRejected | DocumentEnding) -> Recipient:
    params: Params = {"document_id": str(event.document_id), "kind": event.kind}
    match event:
        case DocumentRejected():
            params |= {"reason": event.reason}
        case DocumentEnding():
            params |= {"valid_until": event.valid_until.isoformat(), "days_left": event.days_left}
    return Recipient(event.owner_id, params)


def _about_what_is_asked(event: ApplicationEvent | ThreadMessagePosted) -> Recipient | None:
    if isinstance(event, MessagePosted | ThreadMessagePosted):
        return _about_a_message(event)
    params: Params = {"application_id": str(event.application_id)}
    match event:
        case ApplicationReassigned():
            return Recipient(event.officer_id, params)
        case AmendmentRequested():
            return Recipient(event.officer_id, params) if event.officer_id else None
        case RequestCancelled():
            # Where nothing else is missing, a mail follows that says so.
            params |= {"still_incomplete": "yes" if event.still_incomplete else "no"}
            return Recipient(event.member_id, params, by_email=event.still_incomplete)
        case AmendmentSettled():
            params |= {"outcome": event.outcome}
        case ClosingAnnounced():
            params |= {"closes_on": event.closes_on.isoformat()}
        case ApplicationSubmitted(status="incomplete"):
            # What is missing follows at once, in a mail that also says that the application arrived.
            return Recipient(event.member_id, params, by_email=False)
        case ApplicationCompleted(had_been_incomplete=False):
            return None  # they were told at submission
        case ApplicationDecided() | DecisionCorrected() | AppealDecided():
            params |= {"outcome": event.outcome}
        case DeadlineApproaching():
            params |= {"days_left": event.days_left, "closes_on": event.closes_on.isoformat()}
    return Recipient(event.member_id, params)


def _about_a_message(event: MessagePosted | ThreadMessagePosted) -> Recipient | None:
    """Officers work in their queue all day, and find there what waits for an answer: a mail for each would be noise."""
    if isinstance(event, ThreadMessagePosted):
        answered = Recipient(event.member_id, {"thread_id": str(event.thread_id)})
        return answered if event.author != "member" else None
    params: Params = {"application_id": str(event.application_id), "author": event.author}
    if event.author != "member":
        return Recipient(event.member_id, params)
    return Recipient(event.officer_id, params, by_email=False) if event.officer_id else None
