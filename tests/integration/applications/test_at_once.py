"""What happens at the same time."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from deploy.native.parts.rabbitmq import RabbitMQ
from services.contracts.actor import Role
from services.contracts.applications import (
    ClaimApplication,
    ClaimNextApplication,
    GetApplication,
    ListQueue,
    NothingToClaim,
    ReleaseApplication,
    StartApplication,
    SubmitApplication,
)
from tests.integration.applications.desk import Desk
from tests.parts.at_once import both
from tests.parts.caller import Caller
from tests.parts.waiting import PATIENCE


@pytest.fixture
def second(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


def test_of_two_officers_who_claim_at_once_one_wins(desk: Desk, second: Caller) -> None:
    for _ in range(5):
        application = desk.submitted(uuid4())
        command = ClaimApplication(application_id=application.id)
        tokens = desk.keys.staff(Role.OFFICER), desk.keys.staff(Role.OFFICER)

        replies = both(desk.caller, second, command, tokens, (uuid4().hex, uuid4().hex))

        assert sorted((one["error"] or {}).get("value") or "claimed" for one in replies) == [
            "already-claimed",
            "claimed",
        ]


def test_two_officers_who_take_the_next_at_once_take_two_and_in_turn_what_waits_longest(
    desk: Desk, second: Caller
) -> None:
    paul, anne = uuid4(), uuid4()
    while desk.officer(paul, ListQueue(status="submitted", assigned="nobody")).items:
        desk.officer(paul, ClaimNextApplication())  # what other tests left waiting
    first, then, last = (desk.submitted(uuid4()) for _ in range(3))
    tokens = desk.keys.staff(Role.OFFICER, subject=paul), desk.keys.staff(Role.OFFICER, subject=anne)

    replies = both(desk.caller, second, ClaimNextApplication(), tokens, (uuid4().hex, uuid4().hex))

    assert {one["result"]["id"] for one in replies} == {str(first.id), str(then.id)}
    token, key = desk.keys.staff(Role.OFFICER, subject=anne), uuid4().hex
    replies = both(desk.caller, second, ClaimNextApplication(), (token, token), (key, key))
    assert [one["result"]["id"] for one in replies] == [str(last.id)] * 2, "a double click takes one"
    taken = desk.officer(anne, ClaimNextApplication(besides=last.id))
    assert taken.id in {first.id, then.id}, "where nobody's waits, another one of hers"
    desk.officer(anne, ReleaseApplication(application_id=taken.id))
    assert desk.officer(uuid4(), ClaimNextApplication()).id == taken.id
    with pytest.raises(NothingToClaim):
        desk.officer(anne, ClaimNextApplication(besides=last.id))


def test_a_double_click_submits_once(desk: Desk, second: Caller) -> None:
    ana, ear = uuid4(), desk.listen()
    application = desk.draft(ana)
    token = desk.keys.member(ana)

    replies = both(
        desk.caller, second, SubmitApplication(application_id=application.id), (token, token), ("same", "same")
    )

    assert replies[0]["result"] == replies[1]["result"]
    assert [one["type"] for one in ear.hear(application.id, 3)] == [
        "application_started",
        "application_submitted",
        "application_marked_incomplete",
    ]


def test_two_submissions_under_two_keys_submit_once(desk: Desk, second: Caller) -> None:
    ana = uuid4()
    application, token = desk.draft(ana), desk.keys.member(ana)

    replies = both(desk.caller, second, SubmitApplication(application_id=application.id), (token, token), ("a", "b"))

    assert sorted((one["error"] or {}).get("value") or "submitted" for one in replies) == ["not-a-draft", "submitted"]


def test_a_start_repeated_under_its_key_starts_one_application(desk: Desk) -> None:
    ana = uuid4()

    first: UUID = desk.member(ana, StartApplication(benefit_code="holidays"), key="once").id

    assert desk.member(ana, StartApplication(benefit_code="holidays"), key="once").id == first


def test_an_acceptance_told_while_its_document_is_attached_is_never_missed(desk: Desk) -> None:
    waiting: list[tuple[UUID, UUID]] = []
    for turn in range(10):
        ana = uuid4()
        application = desk.draft(ana)
        desk.member(ana, SubmitApplication(application_id=application.id))
        document = desk.document(ana, "checking")
        if turn % 2:
            desk.accept(document)
            desk.attach(ana, application.id, document)
        else:
            command_sent = _send_attachment(desk, ana, application.id, document.document_id)
            desk.accept(document)
            desk.caller.receive(command_sent, timeout=PATIENCE)
        waiting.append((ana, application.id))

    for ana, application_id in waiting:
        desk.becomes(ana, application_id, "submitted")
        seen = desk.member(ana, GetApplication(application_id=application_id))
        assert [one.event for one in seen.timeline].count("application_completed") == 1


def _send_attachment(desk: Desk, member_id: UUID, application_id: UUID, document_id: UUID) -> str:
    body = {"application_id": str(application_id), "slot": "tax_notice", "document_id": str(document_id)}
    headers = Caller.headers(actor=desk.keys.member(member_id), key=uuid4().hex)
    return desk.caller.send("applications.attach_document", {"args": [body], "kwargs": {}}, **headers)
