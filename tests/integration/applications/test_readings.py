"""What officers are shown of an application: which documents it holds, and that the member learns of each reading."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from services.applications.handlers.tell_documents_held import tell_documents_held
from services.applications.store import SqlApplications, SqlReadings
from services.applications.tables import APPLICATIONS, READINGS
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    Acted,
    ClaimApplication,
    DecideApplication,
    DocumentsHeld,
    GetReview,
    ListMessages,
    ListReadings,
    PostMessage,
    RequestItems,
    SubmitApplication,
    UnknownApplication,
)
from tests.integration.applications.conftest import Bench
from tests.integration.applications.desk import Desk
from tests.parts.waiting import wait_for

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def test_it_is_told_which_documents_officers_find_from_its_submission_on(desk: Desk) -> None:
    ana, paul, ear = uuid4(), uuid4(), desk.listen()
    first, second, posted = (desk.document(ana) for _ in range(3))
    draft = desk.draft(ana)
    desk.attach(ana, draft.id, first)
    desk.member(ana, SubmitApplication(application_id=draft.id))
    wait_for(lambda: ear.held(draft.id) == [first.document_id], what="telling of the first")
    desk.member(ana, PostMessage(application_id=draft.id, body="Voici.", document_ids=[posted.document_id]))
    wait_for(lambda: ear.held(draft.id) == [first.document_id, posted.document_id], what="telling of the posted one")
    desk.officer(paul, ClaimApplication(application_id=draft.id))
    desk.officer(paul, RequestItems(application_id=draft.id, items=["tax_notice"], message="Illisible."))
    wait_for(lambda: ear.held(draft.id) == [posted.document_id], what="telling that the first is gone")
    desk.attach(ana, draft.id, second)
    wait_for(lambda: ear.held(draft.id) == [second.document_id, posted.document_id], what="telling of the second")


def test_what_a_draft_holds_is_told_to_nobody(desk: Desk) -> None:
    ana, ear = uuid4(), desk.listen()
    draft = desk.draft(ana)
    desk.attach(ana, draft.id, desk.document(ana))
    desk.submitted(ana)
    assert ear.held(draft.id) == []


def test_the_member_sees_who_read_what_and_what_for(desk: Desk) -> None:
    ana, paul = uuid4(), uuid4()
    application = desk.submitted(ana)
    for _ in range(2):
        desk.officer(paul, GetReview(application_id=application.id))
    desk.officer(paul, ListMessages(application_id=application.id))
    desk.officer(paul, ClaimApplication(application_id=application.id))
    desk.officer(paul, DecideApplication(application_id=application.id, outcome="rejected", reason="Hors délai."))
    desk.member(ana, ListMessages(application_id=application.id))
    seen = desk.member(ana, ListReadings())
    assert [reading.purpose for reading in seen.items] == ["decision", "claim", "messages", "review"]
    assert {(one.reader_id, one.application_id, one.benefit_code) for one in seen.items} == {
        (paul, application.id, "holidays")
    }
    first = desk.member(ana, ListReadings(limit=3))
    rest = desk.member(ana, ListReadings(limit=3, cursor=first.next_cursor))
    assert [*first.items, *rest.items] == seen.items
    assert desk.member(uuid4(), ListReadings()).items == []


def test_nobody_read_what_is_still_a_draft(desk: Desk) -> None:
    ana = uuid4()
    draft = desk.draft(ana)
    with pytest.raises(UnknownApplication):
        desk.officer(uuid4(), GetReview(application_id=draft.id))
    assert desk.member(ana, ListReadings()).items == []


def of_old(bench: Bench) -> UUID:
    """Submitted by a version that told nothing of its documents."""
    application_id = uuid4()
    with bench.begin() as session, session.begin():
        insert = sa.text(
            "INSERT INTO benefits VALUES ('old', 'agent', 'x', :words, :words, '2026-01-01', NULL, :scale, 1, now())"
            " ON CONFLICT DO NOTHING"
        )
        scale = (
            '{"version": "1", "in_force_from": "2026-01-01", "illustrative": true, "kind": "flat", "amount": "10.00"}'
        )
        session.execute(insert, {"scale": scale, "words": '{"fr": "x", "en": "x"}'})
        session.execute(
            sa.text("INSERT INTO benefit_revisions VALUES ('old', 1, '{}', '[]', now()) ON CONFLICT DO NOTHING")
        )
        values = {
            "id": application_id,
            "member_id": uuid4(),
            "portal": "agent",
            "benefit_code": "old",
            "benefit_revision": 1,
            "year": 2026,
            "status": "submitted",
            "answers": {},
            "asked": {},
            "reopened": [],
            "missing_count": 0,
            "cgos_number": "1",
            "applicant": {},
            "submitted_at": NOON,
            "waited_seconds": 0,
            "unread_by_member": 0,
            "unread_by_officer": 0,
            "created_at": NOON,
            "updated_at": NOON,
            "version": 2,
        }
        session.execute(sa.insert(APPLICATIONS).values(values))
    return application_id


def told(bench: Bench) -> list[tuple[UUID, int]]:
    bench.events.clear()
    with bench.begin() as session, session.begin():
        tell_documents_held(SqlApplications(bench.work(session, NOON)))
    return [(one.application_id, one.version) for one in bench.events if isinstance(one, DocumentsHeld)]


def test_what_an_older_version_submitted_or_changed_is_told_once(bench: Bench) -> None:
    application_id = of_old(bench)
    assert told(bench) == [(application_id, 1)]
    assert told(bench) == []
    with bench.begin() as session, session.begin():  # as that version saves
        session.execute(
            sa.update(APPLICATIONS)
            .where(APPLICATIONS.c.id == application_id)
            .values(updated_at=NOON + timedelta(days=1))
        )
    assert told(bench) == [(application_id, 2)]
    assert told(bench) == []


def test_who_comes_back_soon_reads_on_and_who_comes_back_later_reads_again(bench: Bench) -> None:
    application_id = of_old(bench)
    paul, anne = (Actor(subject=str(uuid4()), roles=frozenset({Role.OFFICER})) for _ in range(2))
    bench.events.clear()
    with bench.begin() as session, session.begin():
        readings = SqlReadings(bench.work(session, NOON))
        for minutes in (0, 9, 11):
            readings.record(application_id, paul, "review", NOON + timedelta(minutes=minutes))
        readings.record(application_id, paul, "messages", NOON)
        readings.record(application_id, anne, "review", NOON)
        count = sa.select(sa.func.count()).where(READINGS.c.application_id == application_id)
        assert session.scalar(count) == 4
    acts = [(one.act, one.actor_id) for one in bench.events if isinstance(one, Acted)]
    assert acts == [
        ("answers_read", paul.id),
        ("answers_read", paul.id),
        ("messages_read", paul.id),
        ("answers_read", anne.id),
    ]
