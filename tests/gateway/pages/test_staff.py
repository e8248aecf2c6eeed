"""What staff do on their pages, each role its own."""

import re
from decimal import Decimal

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
    NumberRequestView,
    StaffAccountView,
)
from tests.browser import scenes
from tests.browser.furnished import example
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


async def test_next_opens_the_one_that_waits_longest(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    assert (await reader.go("/staff/applications/next")).headers["location"] == REVIEW
    reader.bus.answers[ListQueue] = Page(items=[])
    await reader.go("/staff/applications/next")
    assert "Aucun dossier n'attend" in (await reader.follow()).text.replace("&#39;", "'")


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


async def test_a_correspondent_assigns_and_an_officer_communicates(reader: Reader) -> None:
    request = example(NumberRequestView)
    reader.bus.answers |= {AssignNumber: request, CommunicateNumber: request}
    requests = "/staff/requests"
    first, second = (f"{requests}/00000000-0000-0000-0000-0000000000{number}" for number in ("1e", "1f"))
    reader.sign_in(Role.ESTABLISHMENT, portal="staff")
    await reader.go(requests)
    assert f"{second}/communicate" not in reader.page.text
    await reader.send(f"{first}/assign-number", cgos_number="")
    assert reader.bus.last(AssignNumber)[0].cgos_number is None
    reader.sign_in(Role.OFFICER, portal="staff")
    await reader.go(requests)
    assert f"{first}/assign-number" not in reader.page.text
    assert (await reader.send(f"{second}/communicate")).status_code == 303


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
        (Role.OFFICER, ["/staff", "/staff/requests", "/staff/security"]),
        (Role.ESTABLISHMENT, ["/staff/requests", "/staff/security"]),
        (Role.ADMINISTRATOR, ["/staff/accounts", "/staff/security"]),
        (Role.CATALOGUE, ["/staff/security"]),
    ],
)
async def test_the_menu_leads_where_the_role_may_go_and_nowhere_else(
    role: Role, menu: list[str], reader: Reader
) -> None:
    reader.sign_in(role, portal="staff")
    await reader.go("/staff/security")
    (links,) = re.findall(r'<nav class="site-nav wide"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
    assert re.findall(r'href="([^"]+)"', links) == menu
    assert {(await reader.go(address)).status_code for address in menu} == {200}


async def test_the_menu_marks_the_page_that_is_shown_and_the_one_above_it(reader: Reader) -> None:
    reader.sign_in()
    for address, marked in (
        ("/agent", ("/agent", "page")),
        ("/agent/offers", ("/agent/offers", "page")),
        (f"/agent/offers/{scenes.DRAFT}", ("/agent/offers", "true")),
    ):
        await reader.go(address)
        (links,) = re.findall(r'<nav class="site-nav wide"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
        assert re.findall(r'href="([^"]+)"[^>]*aria-current="(\w+)"', links) == [marked]
