"""Corrections, changes of establishment and departures, on the pages."""

import pytest

from services.contracts.actor import Role
from services.contracts.identity.corrections import CorrectionAlreadyDecided, RefuseCorrection, RequestCorrection
from services.contracts.identity.departures import DeclareDeparture, DepartureView, WithdrawDeparture
from services.contracts.identity.establishment_changes import ChangeEstablishment, PreviewEstablishmentChange
from services.contracts.identity.reach import GetMemberReach, MemberReachView
from services.contracts.identity.refusals import ChangeDateOutOfRange, NotOneOfYours, UnknownProfession
from services.contracts.refusals import StaleVersion
from tests.browser import scenes
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
CORRECTIONS, ESTABLISHMENT = "/agent/file/corrections", "/agent/file/establishment"


@pytest.mark.parametrize("path", ["/agent", "/agent/documents", "/agent/file"])
async def test_what_is_to_be_seen_to_stands_on_every_page_with_where(reader: Reader, path: str) -> None:
    reader.sign_in(banners=["file_to_update", "email_bounced"])
    await reader.go(path)
    assert "Votre dossier est à mettre à jour" in reader.text
    assert "Votre adresse e-mail ne fonctionne plus" in reader.text
    assert f'href="{ESTABLISHMENT}"' in reader.page.text
    reader.sign_in()
    await reader.go(path)
    assert "Votre dossier est à mettre à jour" not in reader.text


async def test_the_end_of_a_contract_goes_with_its_status(reader: Reader) -> None:
    reader.sign_in()
    await reader.go(f"{CORRECTIONS}?field=status")
    proof = str(scenes.DOCUMENT)
    answer = await reader.send(CORRECTIONS, value="contractuel", ends_on="2027-06-30", document_id=proof)
    assert (answer.status_code, answer.headers["location"]) == (303, CORRECTIONS)
    asked, _ = reader.bus.last(RequestCorrection)
    assert (asked.field, asked.value, asked.document_id) == ("status", "contractuel:2027-06-30", scenes.DOCUMENT)


async def test_a_refused_correction_stands_at_its_field_and_keeps_what_was_typed(reader: Reader) -> None:
    reader.sign_in()
    reader.bus.answers[RequestCorrection] = UnknownProfession.at("/value", "none", rule="profession_of_none")
    await reader.go(f"{CORRECTIONS}?field=family_name")
    answer = await reader.send(CORRECTIONS, value="Morel", document_id=str(scenes.DOCUMENT))
    assert answer.status_code == 422
    assert 'href="#f-value"' in answer.text
    assert 'value="Morel"' in answer.text
    await reader.go(f"{CORRECTIONS}?field=family_name")
    answer = await reader.send(CORRECTIONS, value="Morel")
    assert (answer.status_code, 'href="#f-file"' in answer.text) == (422, True)


async def test_a_change_that_was_refused_is_looked_at_again(reader: Reader) -> None:
    reader.sign_in()
    looked_at = f"{ESTABLISHMENT}?to={scenes.MEMBER}&from_date=2026-04-01"
    await reader.go(looked_at)
    reader.bus.answers[ChangeEstablishment] = StaleVersion()
    answer = await reader.send(ESTABLISHMENT)
    assert (answer.status_code, "Confirmer le changement" in answer.text) == (412, True)
    reader.bus.answers[PreviewEstablishmentChange] = ChangeDateOutOfRange.at(
        "/from_date", "no", first="2025-12-14", last="2026-09-10"
    )
    answer = await reader.go(looked_at)
    assert answer.status_code == 422
    assert 'href="#f-from_date"' in answer.text
    assert "10 septembre 2026" in reader.text


async def test_a_correspondent_declares_a_departure_and_takes_it_back(reader: Reader) -> None:
    reader.sign_in(Role.ESTABLISHMENT, portal="staff")
    reader.bus.answers[DeclareDeparture] = NotOneOfYours.at("/cgos_number", "no")
    await reader.go("/staff/departures")
    answer = await reader.send("/staff/departures", cgos_number="12 34 56 74", left_on="2026-03-01")
    assert (answer.status_code, 'href="#f-cgos_number"' in answer.text) == (422, True)
    assert 'value="2026-03-01"' in answer.text
    asked, _ = reader.bus.last(DeclareDeparture)
    assert asked.cgos_number == "12345674"
    withdrawal = reader.page.text.split('action="/staff/departures/')[1].split('"')[0]
    reader.bus.answers[WithdrawDeparture] = example(DepartureView)
    answer = await reader.send(f"/staff/departures/{withdrawal}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/departures")


async def test_a_second_officer_is_told_that_a_correction_is_decided(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers[RefuseCorrection] = CorrectionAlreadyDecided(state="accepted")
    here = f"/staff/corrections/{scenes.CORRECTION}"
    await reader.go(here)
    answer = await reader.send(f"{here}/refuse", reason="Illisible.")
    assert (answer.status_code, "a déjà répondu" in reader.text) == (409, True)


async def test_an_officer_sees_that_letters_to_a_member_come_back(reader: Reader) -> None:
    reader.sign_in(Role.OFFICER, portal="staff")
    here = f"/staff/applications/{scenes.REVIEWED}"
    answer = await reader.go(here)
    assert (answer.status_code, "reviennent" in reader.text) == (200, False), "nobody answers: the file is shown"
    reader.bus.answers[GetMemberReach] = MemberReachView(banners=["email_bounced"], has_second_email=False)
    await reader.go(here)
    assert "Les e-mails envoyés à cette personne reviennent" in reader.text
