"""What happens at the same time."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from deploy.native.parts.rabbitmq import RabbitMQ
from services.contracts.actor import Role
from services.contracts.applications import ClaimApplication, GetApplication, StartApplication, SubmitApplication
from services.contracts.base import Command
from tests.integration.applications.desk import Desk
from tests.parts.caller import Caller
from tests.parts.waiting import PATIENCE


@pytest.fixture
def second(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


def both(
    first: Caller, second: Caller, command: Command[Any], tokens: tuple[str, str], keys: tuple[str, str]
) -> list[dict[str, Any]]:
    """The replies to the same command, sent twice before either is read."""
    routing_key = f"{command.service()}.{command.method()}"
    body = {"args": [command.model_dump(mode="json")], "kwargs": {}}
    calls = [
        (caller, caller.send(routing_key, body, **caller.headers(actor=token, key=key)))
        for caller, token, key in zip((first, second), tokens, keys, strict=True)
    ]
    return [caller.receive(call, timeout=PATIENCE) for caller, call in calls]


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
