"""Officers settle what members declared, beside the papers, and in the workspace."""

import pytest

from services.contracts.actor import Role
from services.contracts.applications import GetReview, ReviewView, TakeOverRights
from services.contracts.documents import PreviewDocument
from services.contracts.identity.refusals import RightsAlreadySettled
from services.contracts.identity.rights import ConfirmRights, GetOpening, ListOpenings, RefuseRights
from services.contracts.refusals import Refusal, StaleVersion, Unavailable
from tests.browser import scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
QUEUE, HERE = "/staff/rights", f"/staff/rights/{scenes.RIGHTS}"
FILE = f"/staff/applications/{scenes.REVIEWED}"


@pytest.fixture(autouse=True)
def signed_in(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")


async def test_the_queue_holds_what_waits_and_leads_to_each_with_its_papers(reader: Reader) -> None:
    await reader.go(QUEUE)
    assert reader.bus.last(ListOpenings)[0].state == "declared"
    assert f'href="{HERE}"' in reader.page.text
    await reader.go(f"{QUEUE}?state=all")
    assert reader.bus.last(ListOpenings)[0].state is None
    await reader.go(HERE)
    assert f'src="{HERE}/papers?paper=' in reader.page.text
    await reader.go(f"{HERE}/papers?paper={scenes.DOCUMENT}")
    assert "data:image/jpeg;base64," in reader.page.text
    asked, _ = reader.bus.last(PreviewDocument)
    assert (asked.document_id, asked.application_id) == (scenes.DOCUMENT, scenes.RIGHTS)


async def test_figures_are_confirmed_or_corrected_and_a_refusal_says_why(reader: Reader) -> None:
    await reader.go(HERE)
    answer = await reader.send(f"{HERE}/confirm", reference_tax_income="26 000", parts="2,5")
    assert (answer.status_code, answer.headers["location"]) == (303, QUEUE)
    asked, _ = reader.bus.last(ConfirmRights)
    assert (asked.reference_tax_income, asked.parts, asked.expected_version) == (26000, 2.5, 1)
    await reader.go(HERE)
    answer = await reader.send(f"{HERE}/refuse", reason="")
    assert answer.status_code == 422
    assert 'href="#f-reason"' in answer.text
    await reader.send(f"{HERE}/refuse", reason="La page 2 manque.")
    assert reader.bus.last(RefuseRights)[0].reason == "La page 2 manque."


@pytest.mark.parametrize("refusal", [StaleVersion(), RightsAlreadySettled(state="confirmed")])
async def test_what_another_officer_did_meanwhile_is_said_and_nothing_typed_is_lost(
    refusal: Refusal, reader: Reader
) -> None:
    reader.bus.answers[ConfirmRights] = refusal
    await reader.go(HERE)
    await reader.send(f"{HERE}/confirm", reference_tax_income="26 000", parts="2,5")
    assert reader.page.status_code in {409, 412}
    assert 'value="26 000"' in reader.page.text


async def test_rights_are_confirmed_in_the_workspace_with_one_click(reader: Reader) -> None:
    await reader.go(FILE)
    assert "il faut le confirmer avant" in reader.text
    answer = await reader.send(f"{HERE}/confirm")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{FILE}#rights")
    assert reader.bus.last(ConfirmRights)[0].reference_tax_income == 31200
    reader.bus.answers[GetOpening] = Unavailable()
    assert (await reader.go(FILE)).status_code == 200


async def test_later_rights_are_taken_over_in_the_workspace(reader: Reader) -> None:
    later = {"rights_id": scenes.RIGHTS, "quotient": "500.00", "state": "confirmed", "revision": 2}
    told = scenes.review(scenes.REVIEWED).model_dump() | {"later_opening": later}
    reader.bus.answers[GetReview] = ReviewView.model_validate(told)
    reader.bus.answers[GetOpening] = Unavailable()
    reader.bus.answers[TakeOverRights] = reader.bus.answers[GetReview]
    await reader.go(FILE)
    answer = await reader.send(f"{FILE}/take-over-rights")
    assert answer.status_code == 303
    assert reader.bus.last(TakeOverRights)[0].revision == 2
