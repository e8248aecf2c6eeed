"""A decision contested by its member, judged by another officer, put right by two."""

from datetime import timedelta

import pytest

from services.contracts.actor import Role
from services.contracts.applications import (
    AlreadyAppealed,
    AmountAboveScale,
    AppealTooLate,
    ClaimAppeal,
    ConfirmDecisionCorrection,
    CorrectDecision,
    DecideAppeal,
    DecidedByYou,
    DecisionCorrectionView,
    GetApplication,
    GetReview,
    LetterProofView,
    LodgeAppeal,
    ProposedByYou,
    RefuseDecisionCorrection,
    UnknownLetter,
    VerifyLetter,
)
from services.contracts.calendar import day_in_paris
from tests.browser import scenes
from tests.browser.examples import example
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
APPEAL = f"/agent/applications/{scenes.REJECTED}/appeal"
FILE = f"/staff/applications/{scenes.APPEALED}"
ACTIONS = f"/staff/appeals/{scenes.APPEALED}"


@pytest.fixture
def member(reader: Reader) -> Reader:
    reader.sign_in()
    return reader


@pytest.fixture
def officer(reader: Reader) -> Reader:
    reader.sign_in(Role.OFFICER, portal="staff")
    reviewed = scenes.review(scenes.APPEALED)
    reader.bus.answers |= dict.fromkeys((ClaimAppeal, DecideAppeal), reviewed)
    reader.bus.answers[CorrectDecision] = example(DecisionCorrectionView)
    return reader


async def test_a_member_says_why_and_with_which_papers(member: Reader) -> None:
    await member.go(APPEAL)
    assert "jusqu’au 20 mai 2126 inclus" in member.text
    answer = await member.send(APPEAL, grounds="Voyez la facture.", document_ids=str(scenes.DOCUMENT))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/agent/applications/{scenes.REJECTED}")
    asked, _ = member.bus.last(LodgeAppeal)
    assert (asked.application_id, asked.grounds, asked.document_ids) == (
        scenes.REJECTED,
        "Voyez la facture.",
        [scenes.DOCUMENT],
    )


async def test_without_a_reason_nothing_is_sent_and_what_was_ticked_stays(member: Reader) -> None:
    await member.go(APPEAL)
    answer = await member.send(APPEAL, grounds=" ", document_ids=str(scenes.DOCUMENT))
    assert answer.status_code == 422
    assert "Dites pourquoi vous contestez" in member.text
    assert f'value="{scenes.DOCUMENT}" checked' in " ".join(answer.text.split())
    assert member.bus.count(LodgeAppeal) == 0


@pytest.mark.parametrize(
    ("refusal", "said"),
    [(AppealTooLate(last_day="2026-05-20"), "20 mai 2026"), (AlreadyAppealed(), "déjà été déposé")],
)
async def test_what_is_refused_is_said_over_the_form(
    refusal: AppealTooLate | AlreadyAppealed, said: str, member: Reader
) -> None:
    await member.go(APPEAL)
    member.bus.answers[LodgeAppeal] = refusal
    answer = await member.send(APPEAL, grounds="Voyez.")
    assert answer.status_code == 409
    assert said in member.text
    assert "Voyez." in member.text


async def test_past_the_last_day_there_is_no_form(member: Reader) -> None:
    today = day_in_paris(scenes.NOON) - timedelta(days=1)
    late = scenes.APPLICATIONS[scenes.REJECTED].model_copy(update={"appeal_until": today})
    member.bus.answers[GetApplication] = late
    await member.go(APPEAL)
    assert "le délai est passé" in member.text
    assert 'name="grounds"' not in member.page.text


async def test_a_member_follows_the_appeal_and_finds_every_letter(member: Reader) -> None:
    await member.go(f"/agent/applications/{scenes.APPEALED}")
    assert "Votre recours" in member.text
    assert "En cours d’examen" in member.text
    for number in (1, 2):
        assert f"decision-letter?portal=agent&amp;number={number}" in member.page.text
    assert "Remplacée" in member.text


async def test_an_officer_judges_an_appeal_and_its_papers_are_among_the_files(officer: Reader) -> None:
    await officer.go(FILE)
    assert "Pièce 1 du recours" in officer.text
    told = {"appeal_outcome": "upheld", "appeal_amount": "80,50", "appeal_reason": "Vu la facture."}
    answer = await officer.send(f"{ACTIONS}/decide", **told)
    assert (answer.status_code, answer.headers["location"]) == (303, FILE)
    asked, _ = officer.bus.last(DecideAppeal)
    assert (asked.outcome, str(asked.amount), asked.reason) == ("upheld", "80.50", "Vu la facture.")


async def test_what_is_wrong_with_a_judgement_stands_beside_its_field(officer: Reader) -> None:
    await officer.go(FILE)
    officer.bus.answers[DecideAppeal] = AmountAboveScale.at("/amount", "At most 60.", most="60.00")
    told = {"appeal_outcome": "upheld", "appeal_amount": "80", "appeal_reason": "Vu."}
    answer = await officer.send(f"{ACTIONS}/decide", **told)
    assert answer.status_code == 422
    assert 'id="f-appeal_amount-error"' in answer.text


async def test_who_decided_is_told_that_another_takes_the_appeal(officer: Reader) -> None:
    free = {"appeal_claimed_by": None, "appeal_claimed_by_me": False}
    officer.bus.answers[GetReview] = scenes.review(scenes.APPEALED).model_copy(update=free | {"decided_by_me": True})
    await officer.go(FILE)
    assert f"{ACTIONS}/claim" not in officer.page.text
    officer.bus.answers[GetReview] = scenes.review(scenes.APPEALED).model_copy(update=free)
    await officer.go(FILE)
    officer.bus.answers[ClaimAppeal] = DecidedByYou()
    answer = await officer.send(f"{ACTIONS}/claim")
    assert answer.status_code == 409
    assert "un autre gestionnaire examine le recours" in officer.text


async def test_a_correction_is_proposed_on_the_file_and_confirmed_by_a_supervisor(officer: Reader) -> None:
    rejected = f"/staff/applications/{scenes.REJECTED}"
    await officer.go(rejected)
    told = {"correction_outcome": "approved", "correction_reason": "Une erreur."}
    answer = await officer.send(f"/staff/appeals/{scenes.REJECTED}/correct-decision", **told)
    assert answer.headers["location"] == rejected
    asked, _ = officer.bus.last(CorrectDecision)
    assert (asked.application_id, asked.outcome, asked.amount) == (scenes.REJECTED, "approved", None)

    officer.sign_in(Role.SUPERVISOR, portal="staff")
    proposed = example(DecisionCorrectionView)
    here = f"/staff/decision-corrections/{proposed.id}"
    await officer.go("/staff/decision-corrections")
    officer.bus.answers[ConfirmDecisionCorrection] = ProposedByYou()
    assert (await officer.send(f"{here}/confirm")).status_code == 409
    officer.bus.answers |= dict.fromkeys((ConfirmDecisionCorrection, RefuseDecisionCorrection), proposed)
    for act in ("confirm", "refuse"):
        await officer.go("/staff/decision-corrections")
        answer = await officer.send(f"{here}/{act}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/staff/decision-corrections")
    assert officer.bus.last(ConfirmDecisionCorrection)[0].correction_id == proposed.id


async def test_whoever_has_a_code_types_it_and_reads_what_it_proves(reader: Reader) -> None:
    await reader.go("/verify")
    assert "Vérifier un courrier" in reader.text
    await reader.go(f"/verify?code={scenes.LETTER_CODE}")
    assert "Ce courrier est authentique" in reader.text
    assert "14 mars 2026" in reader.text
    assert "Belcourt" not in reader.text
    reader.bus.answers[VerifyLetter] = LetterProofView(issued_on=scenes.NOON.date(), replaced=True)
    await reader.go(f"/verify/{scenes.LETTER_CODE}")
    assert "une décision plus récente le remplace" in reader.text
    reader.bus.answers[VerifyLetter] = UnknownLetter()
    answer = await reader.go("/verify?code=0")
    assert answer.status_code == 404
    assert "ne porte ce code" in reader.text
