"""The kit writes an act down; a handler has no part in it."""

from datetime import UTC, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from services.contracts.actor import Actor, Role
from services.contracts.acts import ActTold
from services.contracts.applications import Acted, ClaimApplication, MarkMessagesRead, PostMessage, PublishScale, Scale
from services.contracts.base import Command, Created, Done, Event
from services.contracts.identity import ChangePassword, RegisterEstablishment
from services.kit.rpc.acts import WhoseFile, write_down
from services.kit.work import Work

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
MEMBER = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}), session_id=uuid4())
NEWCOMER = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.RESTRICTED}), session_id=uuid4())
"""Who must first set a password."""
OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}), session_id=uuid4())
APPLICATION, OWNER = uuid4(), uuid4()
PASSWORDS = ChangePassword(current_password="one", new_password="another")


def told(command: Command[Any], actor: Actor, *, concerns: bool = True, reply: Any = None) -> list[ActTold]:
    events: list[Event] = []
    work = Work(actor=actor, now=NOON, session=cast("Any", None), record=events.append)
    if concerns:
        work.concerns(OWNER, detail="of a list")
    write_down(command, reply or Done(), work)
    return cast("list[ActTold]", events)


def test_what_an_officer_does_is_told_with_who_what_to_whose_file_and_when() -> None:
    assert told(ClaimApplication(application_id=APPLICATION), OFFICER) == [
        Acted(
            object_id=str(APPLICATION),
            object_kind="application",
            act="application_claimed",
            member_id=OWNER,
            actor_id=OFFICER.id,
            actor_roles=[Role.OFFICER],
            establishments=[],
            session_id=OFFICER.session_id,
            detail="of a list",
            at=NOON,
        )
    ]


def test_what_a_member_does_in_their_own_file_costs_no_row() -> None:
    assert told(PostMessage(application_id=APPLICATION, body="Bonjour."), MEMBER) == []


def test_what_is_no_act_is_not_told() -> None:
    assert told(MarkMessagesRead(application_id=APPLICATION), OFFICER) == []


def test_an_act_on_a_file_that_no_store_says_the_owner_of_fails() -> None:
    with pytest.raises(WhoseFile, match="ClaimApplication"):
        told(ClaimApplication(application_id=APPLICATION), OFFICER, concerns=False)


def test_what_is_made_is_named_by_the_reply_and_what_is_published_by_its_code() -> None:
    place = RegisterEstablishment(name="CH", kind="ch", city="Lyon", postal_code="69003", region="Rhône")
    made = Created(id=uuid4())
    assert told(place, OFFICER, concerns=False, reply=made)[0].object_id == str(made.id)
    scale = Scale.model_validate({"version": "1", "kind": "flat", "amount": "1", "in_force_from": "2026-01-01"})
    assert told(PublishScale(benefit_code="holidays", scale=scale), OFFICER, concerns=False)[0].object_id == "holidays"


@pytest.mark.parametrize(("actor", "member_id"), [(MEMBER, MEMBER.id), (NEWCOMER, NEWCOMER.id), (OFFICER, None)])
def test_what_keeps_an_account_is_told_of_members_too(actor: Actor, member_id: object) -> None:
    (act,) = told(PASSWORDS, actor, concerns=False)
    assert (act.act, act.object_id, act.actor_id, act.member_id) == (
        "password_changed",
        actor.subject,
        actor.id,
        member_id,
    )


def test_whoever_runs_the_house_from_a_shell_has_no_id() -> None:
    act = Acted.by_operator("dead_letters_replayed", NOON, "queue", "a queue")
    assert (act.actor_id, act.actor_roles) == (None, ["operator"])
    assert Acted.received(act.model_dump(mode="json")) == act
