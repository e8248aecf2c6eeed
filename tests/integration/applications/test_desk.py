"""Corrections, hand-overs, cancelled requests and closings, over the bus and as they are kept."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from services.applications.handlers.close_announced import close_announced
from services.applications.store import SqlDeadlines
from services.contracts.actor import Role
from services.contracts.applications import (
    AmendApplication,
    AmendmentWaiting,
    AnnounceClosing,
    CancelRequest,
    CountClaims,
    DecideApplication,
    DeclareAbsence,
    GetApplication,
    ListAmendments,
    ListClaims,
    ListQueue,
    OfficerOutOfReach,
    ReassignApplication,
    RequestItems,
    SettleAmendment,
    UnknownOfficer,
)
from services.kit.work import utc_now
from tests.integration.applications.conftest import Bench
from tests.integration.applications.desk import Desk


def test_a_correction_waits_beside_the_file_and_is_taken_over_with_its_paper(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    ear = desk.listen()
    claimed = desk.claimed(ana, paul)
    notice = desk.document(ana)
    told = {
        "application_id": claimed.id,
        "answers": {"children": [{"given_name": "Zoé", "birth_date": "2015-04-03"}]},
        "documents": {"tax_notice": notice.document_id},
        "message": "Je m’étais trompée.",
    }
    asked = desk.member(ana, AmendApplication.model_validate(told))
    assert [each.item for each in asked.items] == ["/children", "tax_notice"]
    heard = ear.hear(claimed.id, 5)
    assert heard[-1]["type"] == "amendment_requested"
    assert notice.document_id in ear.held(claimed.id), "officers may open it"
    with pytest.raises(AmendmentWaiting):
        desk.officer(paul, DecideApplication(application_id=claimed.id, outcome="rejected", reason="Non."))
    queued = desk.officer(paul, ListQueue(q=claimed.cgos_number)).items
    assert [(each.id, each.amendment_waiting) for each in queued] == [(claimed.id, True)]

    command = {"application_id": claimed.id, "amendment_id": asked.id, "accept": ["tax_notice"], "reason": "Né le 2."}
    review = desk.officer(paul, SettleAmendment.model_validate(command))
    assert (review.status, review.amendment_waiting) == ("under_review", False)
    assert [each.document_id for each in review.documents] == [notice.document_id]
    assert review.answers["children"][0]["birth_date"] == "2015-04-02"
    (kept,) = desk.member(ana, ListAmendments(application_id=claimed.id)).items
    assert (kept.state, kept.reason) == ("partly_accepted", "Né le 2.")
    assert [(each.item, each.accepted) for each in kept.items] == [("/children", False), ("tax_notice", True)]
    assert kept.items[0].old[0]["birth_date"] == "2015-04-02"


def test_what_an_officer_has_is_counted_handed_over_and_given_back(desk: Desk) -> None:
    paul, anne, supervisor = uuid4(), uuid4(), desk.keys.staff(Role.SUPERVISOR)
    files = [desk.claimed(uuid4(), paul) for _ in range(2)]
    desk.neighbours.officers |= {anne: [], (elsewhere := uuid4()): ["Ailleurs"]}

    def leads(request: object) -> object:
        return desk.caller.call(request, actor=supervisor, key=uuid4().hex)  # type: ignore[arg-type]  # any request

    def gives(to: UUID) -> object:
        return leads(ReassignApplication(application_id=files[0].id, officer_id=to))

    for to, refusal in ((uuid4(), UnknownOfficer), (elsewhere, OfficerOutOfReach)):
        with pytest.raises(refusal):
            gives(to)
    gives(anne)
    counts = {each.officer_id: each.under_review for each in leads(CountClaims()).items}  # type: ignore[attr-defined]  # its reply
    assert (counts[paul], counts[anne]) == (1, 1)
    released = [leads(DeclareAbsence(officer_id=paul)).released for _ in range(2)]  # type: ignore[attr-defined]  # its reply
    assert released == [1, 0]
    assert leads(ListClaims(officer_id=paul)).items == []  # type: ignore[attr-defined]  # its reply
    assert [each.id for each in leads(ListClaims(officer_id=anne)).items] == [files[0].id]  # type: ignore[attr-defined]  # its reply


def test_a_mistaken_request_leaves_no_trace_but_in_the_history(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    claimed = desk.claimed(ana, paul)
    desk.officer(paul, RequestItems(application_id=claimed.id, items=["tax_notice"], message="Illisible."))
    back = desk.officer(paul, CancelRequest(application_id=claimed.id, items=["tax_notice"]))
    assert (back.status, back.missing, back.documents) == ("under_review", [], claimed.documents)
    assert back.completed_at == claimed.completed_at, "it waits as long as it has waited"
    assert [each.event for each in back.timeline][-2:] == ["request_cancelled", "application_completed"]


def test_a_file_that_is_left_is_closed_after_its_announced_day(desk: Desk, applications_database: sa.Engine) -> None:
    ana, paul = uuid4(), uuid4()
    claimed = desk.claimed(ana, paul)
    desk.officer(paul, RequestItems(application_id=claimed.id, items=["tax_notice"], message="Illisible."))
    announced = desk.officer(paul, AnnounceClosing(application_id=claimed.id, reason="Sans réponse."))
    assert announced.closing.state == "announced"
    bench = Bench(applications_database)
    for days, status in ((29, "incomplete"), (32, "expired")):
        with bench.begin() as session, session.begin():
            close_announced(
                utc_now() + timedelta(days=days), SqlDeadlines(bench.work(session, utc_now() + timedelta(days=days)))
            )
        found = desk.member(ana, GetApplication(application_id=claimed.id))
        assert found.status == status
    assert (found.closing.state, found.closing.reason) == ("closed", "Sans réponse.")
