"""Threads over the bus: who finds what waits for an answer, until when, and what is written down."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from deploy.native.parts.rabbitmq import RabbitMQ
from services.applications.handlers.find_unanswered import find_unanswered
from services.applications.store import SqlMessages
from services.applications.tables import APPLICATIONS
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    CountWaitingMessages,
    DecideApplication,
    GetReview,
    ListMessages,
    ListStaffThreads,
    ListThreadMessages,
    ListThreadReadings,
    ListThreads,
    MarkThreadRead,
    NotAttachable,
    PostMessage,
    PostThreadMessage,
    SettleMessages,
    SettleThread,
    StaffThreadView,
    StartThread,
    UnknownMessage,
    UnknownThread,
)
from services.contracts.identity import MemberErased
from services.kit.work import Work
from tests.integration.applications.desk import Desk
from tests.parts.at_once import each
from tests.parts.caller import Caller
from tests.parts.waiting import wait_for

As = Callable[[Any], Any]


@pytest.fixture
def region() -> str:
    return f"Région {uuid4().hex[:8]}"


@pytest.fixture
def second(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


def token_of(desk: Desk, *regions: str, officer_id: UUID | None = None) -> str:
    officer = Actor(str(officer_id or uuid4()), "staff", frozenset({Role.OFFICER}), regions=frozenset(regions))
    return desk.keys.sign(officer)


def officer_of(desk: Desk, *regions: str) -> As:
    token = token_of(desk, *regions)
    return lambda request: desk.caller.call(request, actor=token, key=uuid4().hex)


def member_of(desk: Desk, region: str) -> UUID:
    ana = uuid4()
    desk.neighbours.regions[ana] = region
    return ana


def waiting(officer: As, **wanted: Any) -> list[StaffThreadView]:
    items: list[StaffThreadView] = officer(ListStaffThreads(**wanted)).items
    return items


def counted(desk: Desk, region: str) -> int:
    view = desk.caller.call(CountWaitingMessages(), actor="service:identity")
    return next((one.count for one in view.regions if one.region == region), 0)


def test_what_waits_is_listed_longest_first_within_reach_until_it_is_answered_or_needs_none(
    desk: Desk, region: str
) -> None:
    here, elsewhere, paul = officer_of(desk, region), officer_of(desk, "Ailleurs"), uuid4()
    ana, zoe = member_of(desk, region), member_of(desk, region)
    decided = desk.claimed(ana, paul)
    desk.officer(paul, DecideApplication(application_id=decided.id, outcome="rejected", reason="Hors délai."))
    general = desk.member(ana, StartThread(subject="Retraite", body="Bonjour."))
    desk.member(ana, PostMessage(application_id=decided.id, body="Pourquoi ?"))
    other = desk.member(zoe, StartThread(body="Une question."))
    desk.member(ana, PostThreadMessage(thread_id=general.id, body="Et encore."))
    found = waiting(here)
    assert [(one.kind, one.id) for one in found] == [
        ("general", general.id),
        ("application", decided.id),
        ("general", other.id),
    ]
    assert (found[1].status, found[1].benefit_name, found[1].member_name) == ("rejected", "Vacances", "Ana Canari")
    assert (found[0].subject, found[0].unread_messages, found[0].waiting_since) == ("Retraite", 2, general.created_at)
    assert counted(desk, region) == 3
    assert {one.id for one in waiting(elsewhere)}.isdisjoint(one.id for one in found)

    first = here(ListStaffThreads(limit=2))
    rest = here(ListStaffThreads(limit=2, cursor=first.next_cursor))
    assert [*first.items, *rest.items] == found
    assert rest.next_cursor is None
    assert [one.id for one in waiting(here, cgos_number=found[2].cgos_number)] == [other.id]

    here(PostMessage(application_id=decided.id, body="Hors délai."))
    for _ in range(2):
        here(SettleThread(thread_id=other.id))
    assert [one.id for one in waiting(here)] == [general.id]
    assert here(GetReview(application_id=decided.id)).messages_waiting_since is None
    desk.member(ana, PostMessage(application_id=decided.id, body="Merci."))
    here(SettleMessages(application_id=decided.id))
    assert counted(desk, region) == 1
    assert [one.id for one in waiting(here, waiting=False)] == [general.id, other.id], "the newest message first"


def test_both_sides_read_a_general_thread_and_the_member_learns_who_did(desk: Desk, region: str) -> None:
    ana, here = member_of(desk, region), officer_of(desk, region)
    paper, ear = desk.document(ana), desk.listen()
    thread = desk.member(ana, StartThread(subject="Retraite", body="Ci-joint.", document_ids=[paper.document_id]))
    wait_for(lambda: ear.held(thread.id) == [paper.document_id], what="telling what officers may open")
    for _ in range(2):
        shown = here(ListThreadMessages(thread_id=thread.id))
    assert (shown.thread.member_name, shown.thread.establishment_name) == ("Ana Canari", "CHU de Valmont")
    assert (shown.thread.unread_messages, shown.items[0].document_ids) == (1, [paper.document_id])
    here(MarkThreadRead(thread_id=thread.id))
    here(PostThreadMessage(thread_id=thread.id, body="Bien reçu.", seen=shown.items[0].id))
    mine = desk.member(ana, ListThreadMessages(thread_id=thread.id))
    assert [one.author for one in mine.items] == ["member", "officer"]
    assert mine.items[0].read_at is not None
    assert (mine.thread.unread_messages, mine.thread.waiting_since) == (1, None)
    listed = desk.member(ana, ListThreads()).items
    assert [(one.kind, one.unread_messages, one.last_author) for one in listed] == [("general", 1, "officer")]
    desk.member(ana, MarkThreadRead(thread_id=thread.id))
    assert desk.member(ana, ListThreads()).items[0].unread_messages == 0
    readings = desk.member(ana, ListThreadReadings()).items
    assert [(one.thread_id, one.subject) for one in readings] == [(thread.id, "Retraite")], "coming back reads on"


def test_a_member_s_list_has_their_threads_of_both_kinds_and_nobody_else_s(desk: Desk, region: str) -> None:
    ana = member_of(desk, region)
    silent, application = desk.submitted(ana), desk.submitted(ana)
    general = desk.member(ana, StartThread(body="Bonjour."))
    desk.member(ana, PostMessage(application_id=application.id, body="Bonjour."))

    def ids(**wanted: Any) -> list[UUID]:
        return [one.id for one in desk.member(ana, ListThreads(**wanted)).items]

    assert ids() == [application.id, general.id]
    assert silent.id not in ids()
    assert (ids(kind="general"), ids(kind="application")) == ([general.id], [application.id])
    first = desk.member(ana, ListThreads(limit=1))
    assert [one.id for one in desk.member(ana, ListThreads(cursor=first.next_cursor)).items] == [general.id]
    assert desk.member(uuid4(), ListThreads()).items == []


def test_a_general_thread_is_nobody_s_but_its_member_s_and_their_officers(desk: Desk, region: str) -> None:
    ana, stranger = member_of(desk, region), member_of(desk, region)
    thread = desk.member(ana, StartThread(body="Bonjour."))
    doors: list[Any] = [
        ListThreadMessages(thread_id=thread.id),
        PostThreadMessage(thread_id=thread.id, body="Bonjour."),
        MarkThreadRead(thread_id=thread.id),
    ]
    elsewhere = officer_of(desk, "Ailleurs")
    for door in doors:
        with pytest.raises(UnknownThread):
            desk.member(stranger, door)
        with pytest.raises(UnknownThread):
            elsewhere(door)
    with pytest.raises(UnknownThread):
        elsewhere(SettleThread(thread_id=thread.id))
    assert desk.member(ana, ListThreadReadings()).items == []
    with pytest.raises(NotAttachable):
        desk.member(stranger, StartThread(body="Ci-joint.", document_ids=[desk.document(ana).document_id]))
    with pytest.raises(UnknownMessage):
        officer_of(desk, region)(SettleThread(thread_id=thread.id, seen=uuid4()))


def test_a_member_who_is_erased_leaves_no_thread(desk: Desk, region: str) -> None:
    ana, here = member_of(desk, region), officer_of(desk, region)
    desk.member(ana, StartThread(body="Bonjour."))
    desk.tell(MemberErased(member_id=ana))
    wait_for(lambda: waiting(here, waiting=False) == [], what="an erasure")
    assert counted(desk, region) == 0


def test_a_message_sent_while_its_application_is_decided_is_there_and_waits(
    desk: Desk, second: Caller, region: str
) -> None:
    here = officer_of(desk, region)
    for _ in range(5):
        ana, paul = member_of(desk, region), uuid4()
        application = desk.claimed(ana, paul).id
        decide = DecideApplication(application_id=application, outcome="rejected", reason="Hors délai.")
        post = PostMessage(application_id=application, body="Attendez !")
        tokens = token_of(desk, region, officer_id=paul), desk.keys.member(ana)
        replies = each((desk.caller, second), (decide, post), tokens, (uuid4().hex, uuid4().hex))
        assert [reply["error"] for reply in replies] == [None, None]
        assert here(GetReview(application_id=application)).status == "rejected"
        assert [one.body for one in here(ListMessages(application_id=application)).items] == ["Attendez !"]
        assert application in [one.id for one in waiting(here)]


def test_what_a_process_of_the_version_before_took_waits_within_a_minute(
    desk: Desk, region: str, applications_database: sa.Engine
) -> None:
    ana, here = member_of(desk, region), officer_of(desk, region)
    waits, settled, answered = (desk.submitted(ana).id for _ in range(3))
    for application in (waits, settled, answered):
        desk.member(ana, PostMessage(application_id=application, body="Bonjour."))
    here(SettleMessages(application_id=settled))
    here(PostMessage(application_id=answered, body="Voici."))
    desk.member(ana, PostMessage(application_id=waits, body="Encore."))
    since = waiting(here)[0].waiting_since
    with Session(applications_database) as session, session.begin():
        a = APPLICATIONS.c
        session.execute(sa.update(APPLICATIONS).where(a.id == waits).values(unanswered_since=None))  # as it writes
    assert waiting(here) == []
    with Session(applications_database) as session, session.begin():
        find_unanswered(SqlMessages(Work(actor=Actor(), now=datetime.now(UTC), session=session, record=print)))
    assert [(one.id, one.waiting_since) for one in waiting(here)] == [(waits, since)]
