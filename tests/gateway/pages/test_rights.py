"""The rights of a year are one path: household, papers, what they say, result."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from gateway.pages import opening
from services.contracts.documents import CompleteUpload, CreateDocument, DocumentView, GetDocument, GetUploadTarget
from services.contracts.identity import GetHousehold, GetMe, HouseholdView, MeView, OpenRights, PutHousehold, RightsView
from services.contracts.identity.refusals import ImplausibleChildren, ImplausibleParts, NoticeOfAnotherYear
from services.contracts.identity.rights import ReadNoticeForRights
from services.contracts.refusals import Unavailable
from tests.browser import scenes
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
HOUSEHOLD, PAPERS, CHECK, RESULT = (
    f"/agent/file/{step}" for step in ("household", "rights", "rights/check", "rights/result")
)
READ, UNREAD = (f"{CHECK}?notice={paper}" for paper in (scenes.DOCUMENT, scenes.UNREAD))


@pytest.fixture(autouse=True)
def signed_in(reader: Reader) -> None:
    reader.sign_in()
    reader.bus.answers |= {PutHousehold: example(HouseholdView), OpenRights: example(RightsView)}
    stands(reader, None)


def stands(reader: Reader, rights: dict[str, Any] | None) -> None:
    me = reader.bus.answers[GetMe]
    assert isinstance(me, MeView)
    known = example(RightsView, **rights) if rights is not None else None
    reader.bus.answers[GetMe] = me.model_copy(update={"rights": known})


async def test_a_new_member_goes_from_household_to_notice_to_what_it_says_to_the_result(reader: Reader) -> None:
    nothing: dict[str, object] = {"family_situation": None, "partner": None, "children": [], "parts": "1", "version": 0}
    reader.bus.answers[GetHousehold] = HouseholdView.model_validate(nothing)
    await reader.go("/agent")
    assert f'href="{HOUSEHOLD}"' in reader.page.text
    await reader.go(HOUSEHOLD)
    assert "Étape 1 sur 4" in reader.text
    await reader.send(HOUSEHOLD, family_situation="single")
    assert (await reader.follow()).url.path == PAPERS
    assert "Étape 2 sur 4" in reader.text
    answer = await reader.send(PAPERS, reuse__notice=str(scenes.DOCUMENT))
    assert (answer.status_code, answer.headers["location"]) == (303, READ)
    await reader.follow()
    assert "Étape 3 sur 4" in reader.text
    assert "BELCOURT NADIA, BELCOURT KARIM" in reader.text
    assert "31 200 €" in reader.text
    assert 'name="reference_tax_income"' not in reader.page.text
    answer = await reader.send(CHECK)
    assert (answer.status_code, answer.headers["location"]) == (303, RESULT)
    asked, _ = reader.bus.last(OpenRights)
    assert (asked.year, asked.tax_notice_document_id) == (datetime.now(UTC).year, scenes.DOCUMENT)
    assert (asked.reference_tax_income, asked.parts) == (None, None)


async def test_parts_that_do_not_go_with_the_household_are_asked_for_there(reader: Reader) -> None:
    await reader.go(HOUSEHOLD)
    assert 'type="hidden" name="parts"' in reader.page.text
    reader.bus.answers[PutHousehold] = ImplausibleParts.at("/parts", "", most="2")
    answer = await reader.send(HOUSEHOLD, family_situation="single")
    assert (answer.status_code, 'href="#f-parts"' in answer.text) == (422, True)
    assert 'type="hidden" name="parts"' not in answer.text
    assert "compte au plus 2 parts" in reader.text
    reader.bus.answers[PutHousehold] = ImplausibleChildren.at("/children/0/birth_date", "", years=12)
    child = {"children__0__given_name": "Lou", "children__0__birth_date": "1990-01-01"}
    answer = await reader.send(HOUSEHOLD, parts="2", **child)
    assert 'href="#f-children-0-birth_date"' in answer.text
    assert "au moins 12 ans" in reader.text


async def test_without_scripts_the_form_brings_the_file_itself(reader: Reader) -> None:
    paper = example(DocumentView, id=scenes.UNREAD, state="checking", reason=None)
    reader.bus.answers |= {
        CreateDocument: paper,
        GetUploadTarget: Unavailable("the store is away"),
        CompleteUpload: paper,
    }
    await reader.go(PAPERS)
    files = {"file/notice": ("avis.jpg", b"x" * 64, "image/jpeg")}
    answer = await reader.client.post(PAPERS, data=reader.fields(PAPERS), files=files)
    assert answer.status_code == 503
    assert 'href="#f-file-notice"' in answer.text
    asked, _ = reader.bus.last(CreateDocument)
    assert (asked.kind, asked.filename) == ("tax_notice", "avis.jpg")
    answer = await reader.send(PAPERS)
    assert answer.status_code == 422
    assert "Choisissez votre avis" in reader.text


async def test_a_paper_that_arrived_is_not_asked_for_again_when_the_other_is_refused(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def upload(*_: object) -> DocumentView:
        return example(DocumentView, id=scenes.DOCUMENT)

    monkeypatch.setattr(opening, "upload", upload)
    await reader.go(PAPERS)
    papers = {"notice": ("avis.pdf", b"x", "application/pdf"), "allowances": ("caf.pdf", b"", "application/pdf")}
    files = {f"file/{name}": paper for name, paper in papers.items()}
    reader.page = await reader.client.post(PAPERS, data=reader.fields(PAPERS), files=files)
    assert reader.page.status_code == 422
    assert "Votre avis est arrivé" in reader.text
    assert (await reader.send(PAPERS)).headers["location"] == READ


async def test_while_a_paper_is_checked_the_page_says_so_and_can_be_looked_at_again(reader: Reader) -> None:
    reader.bus.answers[GetDocument] = example(DocumentView, id=scenes.DOCUMENT, state="checking", reason=None)
    await reader.go(READ)
    assert f'data-checking="{scenes.DOCUMENT}"' in reader.page.text
    assert f'href="{READ}' in reader.page.text
    assert reader.bus.count(ReadNoticeForRights) == 0
    reader.bus.answers[GetDocument] = example(DocumentView, id=scenes.DOCUMENT, state="rejected", reason="encrypted")
    await reader.go(READ)
    assert 'href="#f-file-notice"' in reader.page.text


async def test_a_notice_of_another_year_is_refused_with_the_year_that_is_needed(
    reader: Reader,
) -> None:
    reader.bus.answers[ReadNoticeForRights] = NoticeOfAnotherYear.at(
        "/tax_notice_document_id", "", asked=2024, read=2023
    )
    await reader.go(READ)
    assert "Il nous faut celui sur les revenus de 2024" in reader.text
    assert 'name="file/notice"' in reader.page.text


async def test_what_was_not_read_is_typed_and_kept_when_it_is_refused(reader: Reader) -> None:
    await reader.go(UNREAD)
    assert "Nous n’avons pas trouvé de code lisible" in reader.text
    answer = await reader.send(CHECK, reference_tax_income="", parts="")
    assert answer.status_code == 422
    for field in ("reference_tax_income", "parts"):
        assert f'href="#f-{field}"' in answer.text
    assert reader.bus.count(OpenRights) == 0
    reader.bus.answers[OpenRights] = ImplausibleParts.at("/parts", "", most="2.5")
    await reader.send(CHECK, reference_tax_income="24 000", parts="9")
    assert "au plus 2,5 parts" in reader.text
    assert 'value="24 000"' in reader.page.text
    reader.bus.answers[OpenRights] = example(RightsView)
    await reader.send(CHECK, reference_tax_income="24 000", parts="2,5")
    asked, _ = reader.bus.last(OpenRights)
    assert (asked.reference_tax_income, asked.parts) == (Decimal(24000), Decimal("2.5"))


async def test_allowances_are_asked_for_where_their_proof_was_sent(reader: Reader) -> None:
    await reader.go(READ)
    assert 'name="monthly_family_allowances"' not in reader.page.text
    await reader.go(f"{READ}&allowances={scenes.UNREAD}")
    await reader.send(CHECK, monthly_family_allowances="151,50")
    asked, _ = reader.bus.last(OpenRights)
    assert (asked.allowances_document_id, asked.monthly_family_allowances) == (scenes.UNREAD, Decimal("151.50"))


@pytest.mark.parametrize("state", ["verified", "confirmed"])
async def test_what_is_settled_is_shown_and_nothing_can_be_sent(state: str, reader: Reader) -> None:
    stands(reader, {"state": state, "reason": None})
    await reader.go(PAPERS)
    assert 'type="file"' not in reader.page.text
    assert f'href="{RESULT}"' in reader.page.text


async def test_the_result_shows_the_quotient_its_state_and_who_changed_what(reader: Reader) -> None:
    await reader.go(RESULT)
    assert "ne sont pas encore ouverts" in reader.text
    stands(reader, {"state": "declared", "reason": None})
    await reader.go(RESULT)
    assert "Étape 4 sur 4" in reader.text
    assert "612,50 €" in reader.text.replace("\xa0", " ")
    assert "Un gestionnaire doit encore confirmer" in reader.text
    assert "Vous avez ouvert vos droits avec un avis vérifié." in reader.text
    stands(reader, {"state": "refused", "reason": "La page 2 manque."})
    await reader.go(RESULT)
    assert "La page 2 manque." in reader.text
    await reader.go("/agent")
    assert "612,50" not in reader.text
