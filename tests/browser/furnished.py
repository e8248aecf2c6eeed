"""A fake bus that answers everything that a page asks."""

from typing import Any

from services.contracts.applications import (
    ApplicationView,
    AttachDocument,
    BenefitSummaryView,
    BenefitView,
    DeadlinesTokenView,
    DeadlinesView,
    DetachDocument,
    GetApplication,
    GetApplicationForm,
    GetBenefit,
    GetDeadlines,
    GetDeadlinesToken,
    GetRadar,
    LetterProofView,
    ListApplications,
    ListBenefits,
    ListMessages,
    ListReadings,
    ListThreadMessages,
    ListThreadReadings,
    ListThreads,
    LodgeAppeal,
    MakeDeadlinesToken,
    MarkMessagesRead,
    MarkThreadRead,
    PostMessage,
    PostThreadMessage,
    ReadingView,
    RevokeDeadlinesToken,
    SaveAnswers,
    StartApplication,
    StartThread,
    SubmitApplication,
    ThreadReadingView,
    UnknownApplication,
    VerifyLetter,
    WithdrawApplication,
)
from services.contracts.base import Done, Page
from services.contracts.documents import AccessView, DocumentView, GetDocument, ListAccesses, ListDocuments
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    MarkApplicationNotificationsRead,
    NotificationView,
    PreferencesView,
    UnreadView,
)
from services.contracts.offers import CampaignView, GetOffer, ListCampaigns, ListOffers
from tests.browser import benefits, scenes, threads
from tests.browser.desk import desk_answers
from tests.browser.examples import example, page_of
from tests.browser.furnished_identity import furnish_identity
from tests.browser.my_data import my_data_answers
from tests.browser.offers import offers
from tests.browser.officers import officers_answers
from tests.browser.rights import rights_answers
from tests.gateway.fake_bus import FakeBus


def furnish(bus: FakeBus) -> FakeBus:
    furnish_identity(bus)
    _applications(bus)
    _rest(bus)
    bus.answers |= my_data_answers()
    return bus


def _applications(bus: FakeBus) -> None:
    def found(asked: Any) -> ApplicationView:
        if asked.application_id not in scenes.APPLICATIONS:
            raise UnknownApplication
        return scenes.APPLICATIONS[asked.application_id]

    summaries = [BenefitSummaryView.model_validate(each.model_dump()) for each in benefits.benefits()]
    bus.answers |= {
        GetDeadlines: example(DeadlinesView),
        GetDeadlinesToken: DeadlinesTokenView(made_at=scenes.NOON),
        MakeDeadlinesToken: DeadlinesTokenView(made_at=scenes.NOON),
        RevokeDeadlinesToken: Done(),
        GetRadar: lambda asked: scenes.radar(asked.code),
        ListBenefits: Page[BenefitSummaryView](items=summaries),
        GetBenefit: lambda asked: BenefitView.model_validate(benefits.benefit(asked.code)),
        ListApplications: page_of(*(scenes.summary(each) for each in scenes.APPLICATIONS.values())),
        GetApplication: found,
        GetApplicationForm: lambda _: scenes.form_view(),
        StartApplication: scenes.APPLICATIONS[scenes.DRAFT],
        SaveAnswers: found,
        AttachDocument: found,
        DetachDocument: found,
        SubmitApplication: lambda _: scenes.APPLICATIONS[scenes.INCOMPLETE],
        WithdrawApplication: found,
        ListMessages: scenes.MESSAGES,
        MarkMessagesRead: Done(),
        LodgeAppeal: scenes.LODGED,
        VerifyLetter: LetterProofView(issued_on=scenes.NOON.date(), replaced=False),
        PostMessage: scenes.MESSAGES.items[1],
        ListThreads: Page[Any](items=threads.threads()),
        ListThreadMessages: threads.thread_messages(),
        PostThreadMessage: scenes.MESSAGES.items[1],
        StartThread: threads.thread_messages().thread,
        MarkThreadRead: Done(),
    }
    bus.answers |= officers_answers() | rights_answers() | desk_answers()


def _rest(bus: FakeBus) -> None:
    documents = [
        example(
            DocumentView,
            id=scenes.DOCUMENT,
            state="accepted",
            reason=None,
            filename="avis-2025.pdf",
            kept_for=None,
            kept_until=None,
        ),
        example(
            DocumentView,
            kind="invoice",
            state="rejected",
            reason="encrypted",
            filename="facture.pdf",
            valid_until=None,
            kept_for=None,
            kept_until=None,
            read=None,
        ),
        example(
            DocumentView,
            kind="pay_slip",
            state="checking",
            reason=None,
            filename="paie.jpg",
            valid_until=None,
            read=None,
        ),
    ]
    bus.answers |= {
        ListDocuments: lambda asked: page_of(*(each for each in documents if asked.state in {None, each.state})),
        GetDocument: lambda asked: documents[0].model_copy(update={"id": asked.document_id}),
        ListAccesses: page_of(example(AccessView)),
        ListReadings: page_of(example(ReadingView)),
        ListThreadReadings: page_of(example(ThreadReadingView)),
        ListOffers: offers(),
        GetOffer: offers().items[0],
        ListCampaigns: page_of(
            example(CampaignView, code="summer", name="Vacances d'été", description="Les séjours de l'été.")
        ),
        CountUnread: lambda asked: UnreadView(unread=2 if asked.application_id in {None, scenes.INCOMPLETE} else 0),
        MarkApplicationNotificationsRead: UnreadView(unread=0),
        ListNotifications: page_of(
            example(NotificationView, title="Il manque un document", link=scenes.MISSING_PAPER, read_at=None),
            example(NotificationView, title="Demande accordée", link=None),
        ),
        GetPreferences: PreferencesView.model_validate(
            {
                "items": [
                    {"topic": topic, "email": True, "mandatory": topic == "security"}
                    for topic in ("applications", "messages", "deadlines", "offers", "security")
                ],
                "version": 1,
            }
        ),
    }
