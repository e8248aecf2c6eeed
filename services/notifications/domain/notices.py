"""The events that a person is notified of, and how."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

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
from services.contracts.notifications import Topic

Params = dict[str, str | int]
"""Ids and states only: names, amounts and texts stay with the services that own them."""

Page = Literal[
    "home", "application", "thread", "documents", "rights", "security", "my-data", "corrections", "establishment"
]


@dataclass(frozen=True)
class Kind:
    """How a person is notified of the events of one type. `variant`: the parameter that the wording depends on."""

    topic: Topic
    page: Page
    in_space: bool = True
    variant: str | None = None


_ABOUT_AN_APPLICATION = Kind(topic="applications", page="application")
_ABOUT_RIGHTS = Kind(topic="applications", page="rights")
_ABOUT_SECURITY = Kind(topic="security", page="security")
_MAIL_THAT_OPENS_THE_SPACE = Kind(topic="security", page="home", in_space=False)

NOTIFIED_EVENTS: dict[type[Event], Kind] = {
    NumberCommunicated: _MAIL_THAT_OPENS_THE_SPACE,
    NumberRequestRejected: _MAIL_THAT_OPENS_THE_SPACE,
    TemporaryPasswordIssued: _MAIL_THAT_OPENS_THE_SPACE,
    NumberReminderRequested: _MAIL_THAT_OPENS_THE_SPACE,
    EmailConfirmationRequested: _MAIL_THAT_OPENS_THE_SPACE,
    PasswordResetRequested: _ABOUT_SECURITY,
    AccountActivated: Kind(topic="security", page="home"),
    PasswordChanged: _ABOUT_SECURITY,
    SecondFactorReset: _ABOUT_SECURITY,
    SecondFactorResetAsked: Kind(topic="security", page="security", in_space=False),
    RecoveryCodesMade: _ABOUT_SECURITY,
    RecoveryCodeUsed: _ABOUT_SECURITY,
    EmailChanged: _ABOUT_SECURITY,
    EmailConfirmed: Kind(topic="security", page="security", in_space=False),
    SecondEmailChanged: _ABOUT_SECURITY,
    SecondFactorChanged: _ABOUT_SECURITY,
    CorrectionDecided: Kind(topic="security", page="corrections", variant="outcome"),
    EstablishmentChanged: Kind(topic="security", page="establishment"),
    DepartureDeclared: Kind(topic="security", page="establishment"),
    PortalChanged: Kind(topic="security", page="home"),
    ApplicationSubmitted: _ABOUT_AN_APPLICATION,
    ApplicationMarkedIncomplete: _ABOUT_AN_APPLICATION,
    ApplicationCompleted: _ABOUT_AN_APPLICATION,
    ItemsRequested: _ABOUT_AN_APPLICATION,
    RequestCancelled: _ABOUT_AN_APPLICATION,
    ApplicationReassigned: _ABOUT_AN_APPLICATION,
    AmendmentRequested: _ABOUT_AN_APPLICATION,
    AmendmentSettled: Kind(topic="applications", page="application", variant="outcome"),
    ClosingAnnounced: Kind(topic="deadlines", page="application"),
    ApplicationClosed: _ABOUT_AN_APPLICATION,
    ApplicationDecided: Kind(topic="applications", page="application", variant="outcome"),
    DecisionCorrected: Kind(topic="applications", page="application", variant="outcome"),
    AppealLodged: _ABOUT_AN_APPLICATION,
    AppealDecided: Kind(topic="applications", page="application", variant="outcome"),
    ApplicationWithdrawn: _ABOUT_AN_APPLICATION,
    ApplicationExpired: _ABOUT_AN_APPLICATION,
    MessagePosted: Kind(topic="messages", page="application", variant="author"),
    ThreadMessagePosted: Kind(topic="messages", page="thread"),
    DeadlineApproaching: Kind(topic="deadlines", page="application"),
    RightsConfirmed: _ABOUT_RIGHTS,
    RightsRefused: _ABOUT_RIGHTS,
    DocumentRejected: Kind(topic="applications", page="documents", variant="reason"),
    DocumentEnding: Kind(topic="deadlines", page="documents"),
    ExportReady: Kind(topic="security", page="my-data"),
    ErasureDecided: Kind(topic="security", page="my-data", variant="outcome"),
    StaffWaitingTold: Kind(topic="waiting", page="home", in_space=False),
}
"""Each event that a person is notified of, once: its consumer, texts and e-mail follow from it."""
KINDS = {event.event_type(): kind for event, kind in NOTIFIED_EVENTS.items()}


@dataclass(frozen=True)
class Notice:
    """One event, for one person."""

    event_id: str
    type: str
    account_id: UUID
    params: Params
    at: datetime

    @property
    def kind(self) -> Kind:
        return KINDS[self.type]

    def id_for(self, use: Literal["notification", "email"]) -> UUID:
        """The same however often the event comes."""
        return uuid5(NAMESPACE_URL, f"{use}:{self.event_id}:{self.account_id}")


@dataclass(frozen=True)
class Notification:
    """A notice as its reader finds it."""

    id: UUID
    type: str
    params: Params
    created_at: datetime
    read_at: datetime | None


def link_of(page: Page, portal: str | None, params: Params) -> str:
    """A path of the gateway's pages."""
    home = f"/{portal or 'agent'}"
    if page == "application":
        return f"{home}/applications/{params['application_id']}"
    if page == "thread":
        return f"{home}/messages/{params['thread_id']}"
    if page == "security":
        return f"{home}/security" if portal == "staff" else f"{home}/file"
    if page == "my-data":
        return f"{home}/file/my-data"
    if page == "rights":
        return f"{home}/file/rights/result"
    if page in {"corrections", "establishment"}:
        return f"{home}/file/{page}"
    return home if page == "home" else f"{home}/{page}"
