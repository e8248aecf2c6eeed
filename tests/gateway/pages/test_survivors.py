"""An officer gives a survivor an access; the survivor's space has what the aid needs."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.contracts.actor import Role
from services.contracts.applications import ListBenefits, StartApplication
from services.contracts.base import Created, Page
from services.contracts.documents.exports import ListExports, RequestExport
from services.contracts.identity import GetMe, ListMembers, MemberAccountView, MeView
from services.contracts.identity.erasure import GetErasure
from services.contracts.identity.survivors import (
    DeceasedView,
    EndSurvivorAccess,
    GiveSurvivorAccess,
    ListSurvivors,
    SurvivorHasAccess,
    SurvivorView,
)
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio

DECEASED = DeceasedView(cgos_number="12345674", family_name="Martin", given_name="Camille")
SURVIVOR = example(SurvivorView).model_copy(
    update={"given_name": "Sacha", "state": "active", "ended_at": None, "survivor_of": DECEASED, "relation": "spouse"}
)
MEMBER = example(MemberAccountView).model_copy(update={"cgos_number": DECEASED.cgos_number, "state": "active"})
FOUND = "/staff/survivors?deceased_number=12345674"
WHO = {"given_name": "Sacha", "family_name": "Martin", "email": "sacha@example.org", "relation": "spouse"}


async def test_an_officer_sees_whose_number_it_is_then_gives_an_access_and_ends_it(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers |= {ListSurvivors: Page(items=[SURVIVOR]), ListMembers: Page(items=[MEMBER])}
    await reader.go("/staff/survivors")
    assert 'name="email"' not in reader.page.text
    await reader.go(FOUND)
    assert "L’espace de Camille Martin sera fermé" in reader.text
    reader.bus.answers[GiveSurvivorAccess] = SurvivorHasAccess.at("/email", "no")
    answer = await reader.send("/staff/survivors", **WHO)
    assert (answer.status_code, 'href="#f-email"' in answer.text) == (409, True)
    assert 'value="Sacha"' in answer.text
    reader.bus.answers[GiveSurvivorAccess] = SURVIVOR
    answer = await reader.send("/staff/survivors", **WHO)
    assert (answer.status_code, answer.headers["location"]) == (303, FOUND)
    asked, _ = reader.bus.last(GiveSurvivorAccess)
    assert (asked.deceased_number, asked.relation) == ("12345674", "spouse")
    await reader.follow()
    reader.bus.answers[EndSurvivorAccess] = SURVIVOR
    answer = await reader.send(f"/staff/survivors/{SURVIVOR.id}/end")
    assert (answer.status_code, answer.headers["location"]) == (303, FOUND)


async def test_a_survivor_finds_the_aid_and_is_offered_nothing_that_refuses(reader: Reader) -> None:
    me = {"roles": [Role.SURVIVOR], "given_name": "Sacha", "survivor_of": DECEASED, "rights": None}
    ends = {"access_ends_at": datetime(2027, 12, 1, tzinfo=UTC)}
    reader.bus.answers[GetMe] = example(MeView).model_copy(update=me | ends)
    reader.sign_in(Role.SURVIVOR)
    await reader.go("/agent")
    assert "décès de Camille Martin" in reader.text
    assert "1 décembre 2027" in reader.text or "1er décembre 2027" in reader.text
    assert reader.bus.count(ListBenefits) == 1
    (menu,) = re.findall(r'<nav class="site-nav"[^>]*>(.*?)</nav>', reader.page.text, re.DOTALL)
    assert re.findall(r'<a href="([^"]+)"', menu) == [
        "/agent",
        "/agent/benefits",
        "/agent/applications",
        "/agent/documents",
        "/agent/file",
    ]
    seen: set[str] = set()
    waiting = ["/agent"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = await reader.go(address)
        assert answer.status_code == 200, address
        found = {each.partition("#")[0].partition("?")[0] for each in re.findall(r'href="(/agent[^"]*)"', answer.text)}
        waiting += found - seen - {*waiting}
    assert {"/agent/documents", "/agent/notifications", "/agent/set-password"} <= seen
    for address in ("/agent/offers", "/agent/file/household", "/agent/file/readers", "/agent/totp"):
        assert (await reader.go(address)).status_code == 403
    assert reader.bus.count(StartApplication) == 0


async def test_a_survivor_has_a_copy_of_what_is_kept_of_them_and_is_told_how_to_ask_for_its_end(reader: Reader) -> None:
    reader.sign_in(Role.SURVIVOR)
    reader.bus.answers |= {ListExports: Page(items=[]), RequestExport: Created(id=UUID(int=7))}
    await reader.go("/agent/file/my-data")
    assert "lettre" in reader.text
    assert 'action="/agent/file/my-data/erasure"' not in reader.page.text
    answer = await reader.send("/agent/file/my-data/export")
    assert (answer.status_code, reader.bus.count(RequestExport)) == (303, 1)
    assert reader.bus.count(GetErasure) == 0
