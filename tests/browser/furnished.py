"""A fake bus that answers everything that a page asks."""

from typing import Any, TypeVar
from uuid import UUID

import yaml

from gateway.api.examples import example_of
from services.contracts.actor import Role
from services.contracts.applications import (
    ApplicationView,
    AttachDocument,
    BenefitSummaryView,
    BenefitView,
    DetachDocument,
    GetApplication,
    GetApplicationForm,
    GetBenefit,
    GetReview,
    ListApplications,
    ListBenefits,
    ListMessages,
    ListQueue,
    MarkMessagesRead,
    PostMessage,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    UnknownApplication,
    WithdrawApplication,
)
from services.contracts.base import Created, Done, Page, View
from services.contracts.documents import AccessView, DocumentView, GetDocument, ListAccesses, ListDocuments
from services.contracts.identity import (
    EnrolTotp,
    EstablishmentView,
    GetHousehold,
    GetMe,
    HouseholdView,
    ListEstablishments,
    ListNumberRequests,
    ListPortals,
    ListRights,
    ListSessions,
    ListStaffAccounts,
    LogIn,
    LogInStaff,
    LogOut,
    MeView,
    NumberRequestView,
    OpenSessionView,
    PortalsView,
    RequestFirstLogin,
    RequestNumber,
    RequestPasswordReset,
    RightsView,
    SessionView,
    StaffAccountView,
    TotpEnrolmentView,
)
from services.contracts.notifications import (
    CountUnread,
    GetPreferences,
    ListNotifications,
    NotificationView,
    PreferencesView,
    UnreadView,
)
from services.contracts.offers import CampaignView, GetOffer, ListCampaigns, ListOffers, OfferView
from tests.browser import scenes
from tests.gateway.fake_bus import FakeBus

V = TypeVar("V", bound=View)
PORTALS = PortalsView.model_validate(
    {
        "items": [
            {
                "code": "agent",
                "name": "Agents hospitaliers",
                "professions": [
                    {"code": "infirmier", "name": "Infirmier, infirmière"},
                    {"code": "aide-soignant", "name": "Aide-soignant, aide-soignante"},
                ],
            },
            {
                "code": "medical",
                "name": "Personnels médicaux",
                "professions": [{"code": "praticien-hospitalier", "name": "Praticien hospitalier"}],
            },
        ]
    }
)


def example(view: type[V], /, **more: Any) -> V:
    return view.model_validate(example_of(view) | more)


def _page(*items: View) -> Page[Any]:
    return Page[Any](items=list(items))


def _establishments() -> Page[Any]:
    told = yaml.safe_load((scenes.DATA / "establishments.yaml").read_text())
    return _page(*(EstablishmentView.model_validate(each | {"id": UUID(int=80 + n)}) for n, each in enumerate(told)))


def _offers() -> Page[Any]:
    told = yaml.safe_load((scenes.DATA / "offers.yaml").read_text())[:6]
    return _page(
        *(
            example(
                OfferView,
                id=UUID(int=90 + number),
                title=each["title"]["fr"],
                description=each["description"]["fr"],
                category=each["category"],
                region=each.get("region"),
                illustrative=True,
            )
            for number, each in enumerate(told)
        )
    )


def furnish(bus: FakeBus) -> FakeBus:
    _identity(bus)
    _applications(bus)
    _rest(bus)
    return bus


def _identity(bus: FakeBus) -> None:
    place = EstablishmentView.model_validate(_establishments().items[0])
    me = example(
        MeView,
        given_name="Nadia",
        family_name="Belcourt",
        email="nadia@exemple.fr",
        email_state="bounced",
        pending_email=None,
        profession="Infirmière",
        establishment=place,
    )
    requests = [
        example(
            NumberRequestView,
            id=UUID(int=30 + n),
            status=status,
            establishment=place,
            given_name="Lou",
            family_name="Perrin",
        )
        for n, status in enumerate(("requested", "assigned", "rejected"))
    ]
    bus.answers |= {
        ListPortals: PORTALS,
        ListEstablishments: lambda asked: _establishments() if asked.q != "nulle part" else _page(),
        RequestNumber: Created(id=UUID(int=1)),
        RequestFirstLogin: Done(),
        RequestPasswordReset: Done(),
        LogIn: lambda asked: _session(bus, asked.portal),
        LogInStaff: lambda _: _session(bus, "staff"),
        LogOut: Done(),
        EnrolTotp: TotpEnrolmentView(
            secret="JBSWY3DPEHPK3PXP", otpauth_url="otpauth://totp/agentspace?secret=JBSWY3DP"
        ),
        GetMe: me,
        GetHousehold: example(
            HouseholdView, children=[{"given_name": "Lina", "birth_date": "2015-02-08", "disabled": True}], parts="2.5"
        ),
        ListRights: _page(example(RightsView, explanation="(31 200 € / 12 + 151 €) / 3 parts = 917 €")),
        ListSessions: _page(example(OpenSessionView, current=True), example(OpenSessionView, current=False)),
        ListNumberRequests: _page(*requests),
        ListStaffAccounts: _page(
            example(StaffAccountView, roles=["officer"]), example(StaffAccountView, totp_enrolled=False)
        ),
    }


def _session(bus: FakeBus, portal: str) -> SessionView:
    role = Role.OFFICER if portal == "staff" else Role.MEMBER
    token = bus.sign_in(role, portal=portal)
    return example(SessionView, access_token=token, portal=portal, must_change_password=False, must_enrol_totp=False)


def _applications(bus: FakeBus) -> None:
    def found(asked: Any) -> ApplicationView:
        if asked.application_id not in scenes.APPLICATIONS:
            raise UnknownApplication
        return scenes.APPLICATIONS[asked.application_id]

    summaries = [BenefitSummaryView.model_validate(each.model_dump()) for each in scenes.benefits()]
    bus.answers |= {
        ListBenefits: Page[BenefitSummaryView](items=summaries),
        GetBenefit: lambda asked: BenefitView.model_validate(scenes.benefit(asked.code)),
        ListApplications: _page(*(scenes.summary(each) for each in scenes.APPLICATIONS.values())),
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
        PostMessage: scenes.MESSAGES.items[1],
        ListQueue: _page(*scenes.queue()),
        GetReview: lambda asked: scenes.review(asked.application_id),
    }


def _rest(bus: FakeBus) -> None:
    documents = [
        example(DocumentView, id=scenes.DOCUMENT, state="accepted", reason=None, filename="avis-2025.pdf"),
        example(
            DocumentView, kind="invoice", state="rejected", reason="encrypted", filename="facture.pdf", valid_until=None
        ),
        example(DocumentView, kind="pay_slip", state="checking", reason=None, filename="paie.jpg", valid_until=None),
    ]
    bus.answers |= {
        ListDocuments: lambda asked: _page(*(each for each in documents if asked.state in {None, each.state})),
        GetDocument: documents[0],
        ListAccesses: _page(example(AccessView)),
        ListOffers: _offers(),
        GetOffer: _offers().items[0],
        ListCampaigns: _page(
            example(CampaignView, code="summer", name="Vacances d'été", description="Les séjours de l'été.")
        ),
        CountUnread: UnreadView(unread=2),
        ListNotifications: _page(
            example(
                NotificationView,
                title="Il manque un document",
                link=f"/agent/applications/{scenes.INCOMPLETE}",
                read_at=None,
            ),
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
