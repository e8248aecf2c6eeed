"""Corrections, hand-overs and closings on the officer's pages, the queue's words, and the member's correction."""

import pytest

from services.contracts.actor import Role
from services.contracts.applications import (
    AmendApplication,
    AnnounceClosing,
    CancelRequest,
    CountQueue,
    DeclareAbsence,
    GetReview,
    ListQueue,
    NothingToAmend,
    QueueCountsView,
    QueueItemView,
    ReasonRequired,
    ReassignApplication,
    ReleasedView,
    SettleAmendment,
)
from services.contracts.base import Page
from tests.browser import desk, scenes
from tests.gateway.pages.conftest import Reader

pytestmark = pytest.mark.anyio
FILE = f"/staff/applications/{scenes.REVIEWED}"
WAITING = f"/staff/applications/{scenes.INCOMPLETE}"
SETTLE = f"{FILE}/corrections/{desk.amendments(scenes.REVIEWED).items[0].id}/settle"


@pytest.fixture
def officer(reader: Reader) -> Reader:
    reader.sign_in(Role.OFFICER, portal="staff")
    reader.bus.answers |= {
        kind: lambda asked: scenes.review(asked.application_id)
        for kind in (SettleAmendment, CancelRequest, AnnounceClosing)
    }
    return reader


async def test_an_officer_sees_old_and_new_and_takes_over_what_is_ticked(officer: Reader) -> None:
    await officer.go(FILE)
    assert "18 juillet 2026" in officer.text
    assert "20 juillet 2026" in officer.text
    answer = await officer.send(SETTLE, accept=["/ends_on"], amendment_reason="La facture est illisible.")
    assert answer.status_code == 303
    asked = officer.bus.last(SettleAmendment)[0]
    assert (asked.accept, asked.reason) == (["/ends_on"], "La facture est illisible.")


async def test_one_button_refuses_all_of_it_and_without_a_reason_the_page_says_so(officer: Reader) -> None:
    officer.bus.answers[SettleAmendment] = ReasonRequired.at("/reason", "…", rule="reason_for_refusing")
    await officer.go(FILE)
    answer = await officer.send(SETTLE, accept=["/ends_on"], do="refuse")
    assert answer.status_code == 422
    assert officer.bus.last(SettleAmendment)[0].accept == []
    assert "ce qui n’est pas repris est refusé" in officer.text


async def test_a_mistaken_request_is_taken_back_and_a_left_file_closed(officer: Reader) -> None:
    await officer.go(WAITING)
    await officer.send(f"{WAITING}/cancel-request", items=["invoice"])
    assert officer.bus.last(CancelRequest)[0].items == ["invoice"]
    await officer.go(WAITING)
    await officer.send(f"{WAITING}/close", closing_reason="Sans réponse.")
    assert officer.bus.last(AnnounceClosing)[0].reason == "Sans réponse."


async def test_an_empty_queue_says_what_waits_elsewhere(officer: Reader) -> None:
    officer.bus.answers |= {
        ListQueue: Page[QueueItemView](items=[]),
        CountQueue: QueueCountsView(nobodys=0, mine=0, others=4, incomplete=7),
    }
    await officer.go("/staff")
    assert "4 dossiers suivis par des collègues" in officer.text
    assert "7 dossiers attendent leur demandeur" in officer.text


async def test_what_is_late_is_said_in_words(officer: Reader) -> None:
    await officer.go("/staff")
    assert "En retard" in officer.text
    assert "24 jours, d’habitude 21 jours au plus" in officer.text


async def test_a_supervisor_gives_back_what_an_absent_officer_has_and_hands_a_file_over(reader: Reader) -> None:
    reader.sign_in(Role.SUPERVISOR, portal="staff")
    reader.bus.answers |= {
        DeclareAbsence: ReleasedView(officer_id=desk.PAUL, released=17),
        ReassignApplication: desk.HELD,
    }
    await reader.go(f"/staff/claims?officer_id={desk.PAUL}")
    await reader.send(f"/staff/claims/{desk.PAUL}/absence")
    assert reader.bus.last(DeclareAbsence)[0].officer_id == desk.PAUL
    await reader.go(f"/staff/claims?officer_id={desk.PAUL}")
    await reader.send(f"/staff/claims/{scenes.REVIEWED}/reassign", officer_id=str(desk.ANNE))
    assert reader.bus.last(ReassignApplication)[0].officer_id == desk.ANNE
    assert reader.bus.count(GetReview) == 0, "without reading it"


async def test_a_member_corrects_an_answer_and_is_told_where_nothing_changes(reader: Reader) -> None:
    reader.sign_in(Role.MEMBER)
    page = f"/agent/applications/{scenes.REVIEWED}/correct"
    reader.bus.answers[AmendApplication] = desk.amendments(scenes.REVIEWED).items[0]
    await reader.go(page)
    answer = await reader.send(page, message="Prolongé.", **{"answers/ends_on": "2026-07-20"})
    assert answer.status_code == 303
    asked = reader.bus.last(AmendApplication)[0]
    assert (asked.answers["ends_on"], asked.message) == ("2026-07-20", "Prolongé.")
    reader.bus.answers[AmendApplication] = NothingToAmend()
    await reader.go(page)
    assert (await reader.send(page, message="Encore.")).status_code == 422
    assert "Encore." in reader.text
