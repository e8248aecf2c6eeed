"""What staff do on their pages, each role its own."""

import re
from decimal import Decimal
from typing import Any

import pytest

from services.contracts.actor import Role
from services.contracts.applications import (
    AlreadyClaimed,
    AmountAboveScale,
    ClaimApplication,
    DecideApplication,
    GetReview,
    ListQueue,
    ReasonRequired,
    RequestItems,
)
from services.contracts.base import Page
from services.contracts.identity import (
    AssignNumber,
    CommunicateNumber,
    CreateStaffAccount,
    GetMe,
    ListNumberRequests,
    MeView,
    NumberRequestView,
    StaffAccountView,
)
from services.contracts.identity.number_office import (
    CorrectNumberRequest,
    MarkLetterPosted,
    MergeNumberRequest,
    ResendNumber,
)
from services.contracts.identity.refusals import NumberRequestClosed
from services.contracts.identity.waiting import GetStaffWaiting, StaffWaitingView
from services.contracts.notifications import GetPreferences, PreferencesView, PreferenceView, PutPreferences
from services.contracts.refusals import Unavailable
from tests.browser import scenes
from tests.browser.examples import example
from tests.browser.numbers import ALIKE
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
REVIEW = f"/staff/applications/{scenes.REVIEWED}"


async def test_an_officers_home_is_the_queue_and_a_correspondents_the_requests(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    assert "Dossiers à traiter" in (await reader.go("/staff")).text
    reader.sign_in(Role.ESTABLISHMENT, portal="staff")
    assert (await reader.go("/staff")).headers["location"] == "/staff/requests"
    assert (await reader.go("/staff/applications")).status_code == 403


async def test_filters_reach_the_queue(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff/applications?status=submitted&assigned=nobody&portal=&cgos_number=")
    asked, _ = reader.bus.last(ListQueue)
    assert (asked.status, asked.assigned, asked.portal) == ("submitted", "nobody", None)


async def test_an_unknown_filter_is_said_and_the_queue_shown(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    answer = await reader.go("/staff/applications?status=nonsense")
    assert answer.status_code == 422
    assert "Nadia Belcourt" in answer.text


async def test_an_officer_decides_with_the_scales_amount_or_their_own(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers[DecideApplication] = scenes.review(scenes.REVIEWED)
    await reader.go(REVIEW)
    answer = await reader.send(f"{REVIEW}/decide", outcome="approved", amount="", reason="")
    assert (answer.status_code, answer.headers["location"]) == (303, REVIEW)
    asked, _ = reader.bus.last(DecideApplication)
    assert (asked.outcome, asked.amount, asked.reason, asked.expected_version) == ("approved", None, None, 3)
    await reader.go(REVIEW)
    await reader.send(f"{REVIEW}/decide", outcome="approved", amount="1 200,50", reason="Séjour écourté")
    assert reader.bus.last(DecideApplication)[0].amount == Decimal("1200.50")


@pytest.mark.parametrize(
    ("refusal", "field"),
    [(AmountAboveScale.at("/amount", "Too much."), "f-amount"), (ReasonRequired.at("/reason", "Say why."), "f-reason")],
)
async def test_a_refused_decision_is_explained_beside_its_field(reader: Reader, refusal: Exception, field: str) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers[DecideApplication] = refusal  # type: ignore[assignment]  # a refusal, as the parameters say
    await reader.go(REVIEW)
    answer = await reader.send(f"{REVIEW}/decide", outcome="rejected", amount="9", reason="Non")
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert ">Non</textarea>" in answer.text.replace("\n", "")


async def test_items_are_asked_for_by_slot_and_by_question(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers[RequestItems] = scenes.review(scenes.REVIEWED)
    await reader.go(REVIEW)
    await reader.send(f"{REVIEW}/request-items", items=["invoice", "/ends_on"], message="Il manque la facture.")
    asked, _ = reader.bus.last(RequestItems)
    assert asked.items == ["invoice", "/ends_on"]


async def test_what_nobody_has_taken_is_claimed_first(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    free = scenes.review(scenes.REVIEWED).model_copy(
        update={"claimed_by": None, "claimed_by_me": False, "status": "submitted"}
    )
    reader.bus.answers |= {ClaimApplication: free, GetReview: free}
    await reader.go(REVIEW)
    assert f'action="{REVIEW}/decide"' not in reader.page.text
    answer = await reader.send(f"{REVIEW}/claim")
    assert answer.status_code == 303
    assert reader.bus.last(ClaimApplication)[0].application_id == scenes.REVIEWED


async def test_a_request_offers_the_steps_that_its_reader_may_take(reader: Reader) -> None:
    requests = "/staff/requests"
    path = f"{requests}/{scenes.DOCUMENT}"
    request = example(NumberRequestView, id=scenes.DOCUMENT, status="requested", next_steps=["assign"])
    reader.bus.answers |= {AssignNumber: request, CommunicateNumber: request, ListNumberRequests: Page(items=[request])}
    reader.sign_in(Role.ESTABLISHMENT, Role.OFFICER, portal="staff")
    await reader.go(requests)
    assert f"{path}/communicate" not in reader.page.text
    assert f"{path}/reject" not in reader.page.text
    await reader.send(f"{path}/assign-number", cgos_number="")
    assert reader.bus.last(AssignNumber)[0].cgos_number is None
    assigned = request.model_copy(update={"status": "assigned", "next_steps": ["communicate", "reject"]})
    reader.bus.answers[ListNumberRequests] = Page(items=[assigned])
    await reader.go(requests)
    assert f"{path}/assign-number" not in reader.page.text
    assert f"{path}/reject" in reader.page.text
    assert (await reader.send(f"{path}/communicate")).status_code == 303


async def test_who_assigned_a_number_is_told_that_somebody_else_communicates_it(reader: Reader) -> None:
    assigned = example(NumberRequestView, status="assigned", next_steps=["reject"])
    reader.bus.answers[ListNumberRequests] = Page(items=[assigned])
    reader.sign_in(Role.ESTABLISHMENT, Role.OFFICER, portal="staff")
    await reader.go("/staff/requests?status=assigned")
    assert "/communicate" not in reader.page.text
    assert "une autre personne le communique" in reader.text


async def test_an_administrator_creates_an_account_with_its_roles(reader: Reader) -> None:
    reader.sign_in(Role.ADMINISTRATOR, portal="staff")
    reader.bus.answers[CreateStaffAccount] = example(StaffAccountView)
    await reader.go("/staff/accounts")
    await reader.send(
        "/staff/accounts", email="a@exemple.fr", given_name="A", family_name="B", roles=["officer", "finance"]
    )
    assert reader.bus.last(CreateStaffAccount)[0].roles == [Role.OFFICER, Role.FINANCE]
    await reader.go("/staff/accounts")
    answer = await reader.send("/staff/accounts", email="pas une adresse", given_name="A", family_name="B")
    assert answer.status_code == 422
    assert 'href="#f-email"' in answer.text
    assert 'href="#f-roles"' in answer.text


async def test_a_second_officer_is_told_that_another_holds_the_file(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers[DecideApplication] = AlreadyClaimed()
    await reader.go(REVIEW)
    answer = await reader.send(f"{REVIEW}/decide", outcome="rejected", reason="Non")
    assert answer.status_code == 409
    assert "Un autre gestionnaire a pris ce dossier" in reader.text
    assert "Prenez-le d’abord" not in reader.text


@pytest.mark.parametrize(
    ("role", "menu"),
    [
        (
            Role.OFFICER,
            [
                "/staff",
                "/staff/messages",
                "/staff/appeals",
                "/staff/rights",
                "/staff/requests",
                "/staff/corrections",
                "/staff/erasures",
                "/staff/survivors",
                "/staff/members",
                "/staff/security",
                "/staff/decision-corrections",
            ],
        ),
        (Role.ESTABLISHMENT, ["/staff/requests", "/staff/departures", "/staff/security"]),
        (Role.ADMINISTRATOR, ["/staff/accounts", "/staff/members", "/staff/audit", "/staff/claims", "/staff/security"]),
        (Role.SUPERVISOR, ["/staff/audit", "/staff/claims", "/staff/security", "/staff/decision-corrections"]),
        (Role.CATALOGUE, ["/staff/security"]),
    ],
)
async def test_the_menu_leads_where_the_role_may_go_and_nowhere_else(
    role: Role, menu: list[str], reader: Reader
) -> None:
    reader.sign_in(role, portal="staff")
    await reader.go("/staff/security")
    (links,) = re.findall(r'<nav class="site-nav"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
    assert re.findall(r'<a href="([^"]+)"', links) == menu
    assert {(await reader.go(address)).status_code for address in menu} == {200}


async def test_the_menu_marks_the_page_that_is_shown_and_the_one_above_it(reader: Reader) -> None:
    reader.sign_in()
    for address, marked in (
        ("/agent", ("/agent", "page")),
        ("/agent/offers", ("/agent/offers", "page")),
        (f"/agent/offers/{scenes.DRAFT}", ("/agent/offers", "true")),
    ):
        await reader.go(address)
        (links,) = re.findall(r'<nav class="site-nav"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
        assert re.findall(r'href="([^"]+)"[^>]*aria-current="(\w+)"', links) == [marked]


async def test_an_officer_mends_sends_again_posts_and_merges_as_the_steps_say(reader: Reader) -> None:
    path = f"/staff/requests/{scenes.DOCUMENT}"
    steps = ["merge", "correct", "resend", "posted"]
    request = example(NumberRequestView, id=scenes.DOCUMENT, delivery="email", next_steps=steps, alike=[ALIKE])
    done = (CorrectNumberRequest, ResendNumber, MarkLetterPosted, MergeNumberRequest)
    reader.bus.answers |= dict.fromkeys(done, request) | {ListNumberRequests: Page(items=[request])}
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff/requests?status=all")
    assert (await reader.send(f"{path}/correct", email="lou@exemple.fr", postal_address="")).status_code == 303
    corrected = reader.bus.last(CorrectNumberRequest)[0]
    assert (corrected.email, corrected.postal_address) == ("lou@exemple.fr", None)
    for act, command in (("resend", ResendNumber), ("posted", MarkLetterPosted), ("merge", MergeNumberRequest)):
        await reader.go("/staff/requests?status=all")
        assert (await reader.send(f"{path}/{act}")).status_code == 303
        assert reader.bus.last(command)[0].request_id == scenes.DOCUMENT
    assert reader.bus.last(MergeNumberRequest)[0].member_id == ALIKE.id
    reader.bus.answers[CorrectNumberRequest] = NumberRequestClosed()
    await reader.go("/staff/requests?status=all")
    refused = await reader.send(f"{path}/correct", family_name="Perrin", email="kept@exemple.fr")
    assert (refused.status_code, "kept@exemple.fr" in refused.text) == (409, True)


async def test_a_batch_of_letters_is_printed_and_what_was_printed_is_marked(reader: Reader) -> None:
    reader.bus.answers[MarkLetterPosted] = example(NumberRequestView)
    reader.sign_in(Role.OFFICER, portal="staff")
    printed = await reader.go("/staff/requests/letters.pdf")
    assert (printed.headers["content-type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert printed.headers["cache-control"].startswith("no-store")
    await reader.go("/staff/requests/letters")
    assert (await reader.send("/staff/requests/letters/posted", request_id=str(scenes.DOCUMENT))).status_code == 303
    assert reader.bus.last(MarkLetterPosted)[0].request_id == scenes.DOCUMENT


async def test_who_does_not_want_the_morning_mail_says_so_where_their_account_is(reader: Reader) -> None:
    reader.bus.answers[GetMe] = example(MeView, roles=[Role.OFFICER])
    reader.bus.answers[PutPreferences] = reader.bus.answers[GetPreferences] = PreferencesView(
        items=[PreferenceView(topic="waiting", email=True, mandatory=False)], version=1
    )
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go("/staff/security")
    assert 'name="waiting" value="true" checked' in reader.page.text
    assert (await reader.send("/staff/security/preferences")).headers["location"] == "/staff/security"
    assert reader.bus.last(PutPreferences)[0].email == {"waiting": False}
    reader.bus.answers[GetPreferences] = Unavailable()
    assert (await reader.go("/staff/security")).status_code == 200


@pytest.mark.parametrize(
    ("role", "waiting", "shown"),
    [
        (
            Role.OFFICER,
            StaffWaitingView(to_assign=1, to_communicate=2, letters=3, rights=100, erasures=99, messages=4),
            {"/staff/messages": "4", "/staff/requests": "6", "/staff/rights": "99+", "/staff/erasures": "99"},
        ),
        (Role.ESTABLISHMENT, StaffWaitingView(to_assign=100), {"/staff/requests": "99+"}),
        (Role.OFFICER, Unavailable(), {}),
        (Role.ADMINISTRATOR, None, {}),
    ],
)
async def test_the_menu_says_how_much_waits_where_and_no_page_is_lost_for_it(
    role: Role, waiting: Any, shown: dict[str, str], reader: Reader
) -> None:
    reader.bus.answers[GetStaffWaiting] = waiting
    reader.sign_in(role, portal="staff")
    assert (await reader.go("/staff/security")).status_code == 200
    (links,) = re.findall(r'<nav class="site-nav"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
    told = re.findall(r'href="([^"]+)"(?:(?!</a>).)*class="badge accent">([^<]+)<span class="off-screen">', links)
    assert dict(told) == shown
    assert reader.bus.count(GetStaffWaiting) == (waiting is not None)
