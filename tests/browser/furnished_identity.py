"""What identity answers to whoever looks at the pages."""

from typing import Any
from uuid import UUID

import yaml

from services.contracts.actor import Role
from services.contracts.base import Created, Done, Page
from services.contracts.identity import (
    AuditEntryView,
    EnrolTotp,
    EstablishmentView,
    GetHousehold,
    GetMe,
    GetMember,
    GetResetLink,
    GetStaffAccount,
    HouseholdView,
    ListAudit,
    ListEstablishments,
    ListMembers,
    ListNumberRequests,
    ListPortals,
    ListSessions,
    ListStaffAccounts,
    LogIn,
    LogInStaff,
    LogOut,
    MemberAccountView,
    MeView,
    NumberRequestView,
    OpenSessionView,
    RequestFirstLogin,
    RequestNumber,
    RequestPasswordReset,
    ResetLinkView,
    SessionView,
    StaffAccountView,
    TotpEnrolmentView,
)
from services.contracts.identity.number_office import LettersView, ListDueLetters, MarkLetterPosted
from services.contracts.identity.recovery import (
    KeepSecondFactor,
    MakeRecoveryCodes,
    RecoveryCodesView,
    RequestNumberReminder,
)
from services.contracts.identity.refusals import LinkExpired
from tests.browser import scenes
from tests.browser.benefits import DATA
from tests.browser.examples import example, page_of
from tests.browser.life import life_answers
from tests.browser.numbers import ALIKE, LETTER
from tests.gateway.fake_bus import FakeBus


def _establishments() -> Page[Any]:
    told = yaml.safe_load((DATA / "establishments.yaml").read_text())
    return page_of(*(EstablishmentView.model_validate(each | {"id": UUID(int=80 + n)}) for n, each in enumerate(told)))


def furnish_identity(bus: FakeBus) -> None:
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
            next_steps=steps,
            email_bounced=status == "communicated",
            posted_at=None,
            delivery="post" if status == "communicated" else "email",
            alike=[ALIKE] if "merge" in steps else [],
        )
        for n, (status, steps) in enumerate(
            (
                ("requested", ["assign", "merge", "reject"]),
                ("assigned", ["communicate", "reject", "correct"]),
                ("communicated", ["correct", "resend", "posted"]),
                ("rejected", []),
            )
        )
    ]
    colleague = example(
        StaffAccountView,
        id=scenes.COLLEAGUE,
        given_name="Étienne",
        family_name="Caradec",
        roles=["establishment", "officer"],
        totp_enrolled=True,
        state="active",
        closed_at=None,
        scope={"establishments": [place.id]},
        establishments=[place],
    )
    member = example(
        MemberAccountView, id=scenes.MEMBER, totp_enrolled=True, state="active", disabled_at=None, reason=None
    )
    bus.answers |= life_answers(place, _establishments().items[1])
    bus.answers |= {
        ListPortals: scenes.PORTALS,
        ListEstablishments: lambda asked: _establishments() if asked.q != "nulle part" else page_of(),
        RequestNumber: Created(id=UUID(int=1)),
        RequestFirstLogin: Done(),
        RequestPasswordReset: Done(),
        RequestNumberReminder: Done(),
        MarkLetterPosted: requests[0],
        ListDueLetters: LettersView(items=[LETTER]),
        KeepSecondFactor: Done(),
        MakeRecoveryCodes: RecoveryCodesView(codes=[f"{each}ABC-DEFG-HJKL-MNPQ" for each in range(2, 10)]),
        GetResetLink: _reset_link,
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
        ListSessions: page_of(example(OpenSessionView, current=True), example(OpenSessionView, current=False)),
        ListNumberRequests: page_of(*requests),
        ListAudit: page_of(
            example(AuditEntryView, sequence=3, object_kind="application", actor_roles=["officer"], detail=None),
            example(
                AuditEntryView,
                sequence=2,
                act="staff_account_created",
                actor_id=None,
                actor_roles=["operator"],
                member_id=None,
                cgos_number=None,
            ),
            example(
                AuditEntryView,
                sequence=1,
                act="sign_in_refused",
                actor_id=None,
                actor_roles=[],
                object_id=None,
                member_id=None,
                cgos_number=None,
                detail=None,
            ),
        ),
        ListStaffAccounts: page_of(
            colleague,
            example(StaffAccountView, roles=["officer"], state="closed"),
            example(StaffAccountView, roles=["finance"], state="invited", totp_enrolled=False),
        ),
        GetStaffAccount: colleague,
        GetMember: member,
        ListMembers: lambda asked: page_of(member) if asked.cgos_number == member.cgos_number else page_of(),
    }


def _reset_link(asked: GetResetLink) -> ResetLinkView:
    if asked.token == "used":
        raise LinkExpired
    return ResetLinkView(portal="medical")


def _session(bus: FakeBus, portal: str) -> SessionView:
    role = Role.OFFICER if portal == "staff" else Role.MEMBER
    token = bus.sign_in(role, portal=portal)
    return example(SessionView, access_token=token, portal=portal, must_change_password=False, must_enrol_totp=False)
