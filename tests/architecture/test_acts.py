"""What the staff may have done is written down in the audit (docs/security.md 13): nobody can forget to."""

from pathlib import Path
from typing import Any, get_args

import pytest

from services.contracts.actor import STAFF
from services.contracts.acts import Act, ActName, ActTold, NoAct, ObjectKind, OwnAct
from services.contracts.base import Command
from tests.architecture.promises import events, requests

ROOT = Path(__file__).parents[2]
COMMANDS: list[type[Command[Any]]] = [one for one in requests() if issubclass(one, Command)]
WRITTEN_DOWN = [one for one in COMMANDS if isinstance(one.act, Act)]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_command_that_the_staff_may_send_declares_its_act_or_why_it_is_none(command: type[Command[Any]]) -> None:
    if command.callers & STAFF:
        assert isinstance(command.act, Act | OwnAct | NoAct), f"{command.__name__}: act = Act(name=..., to=...)"
    else:
        assert command.act is None or isinstance(command.act, OwnAct)


@pytest.mark.parametrize("command", WRITTEN_DOWN, ids=lambda command: command.__name__)
def test_what_an_act_is_done_to_is_named_by_the_command_or_its_reply(command: type[Command[Any]]) -> None:
    assert isinstance(command.act, Act)
    assert command.act.named_by in command.model_fields.keys() | command.reply_type().model_fields.keys()


@pytest.mark.parametrize("command", WRITTEN_DOWN, ids=lambda command: command.__name__)
def test_a_service_with_acts_tells_them_by_an_event_of_its_own(command: type[Command[Any]]) -> None:
    assert [one for one in events() if issubclass(one, ActTold) and one.service() == command.service()]


def test_each_act_and_each_kind_of_object_of_the_vocabulary_is_used() -> None:
    declared = {one.act.name for one in COMMANDS if isinstance(one.act, Act | OwnAct)}
    kinds = {one.act.to for one in COMMANDS if isinstance(one.act, Act)}
    told = "".join(path.read_text() for path in (ROOT / "services").rglob("*.py") if path.name != "acts.py")
    assert {name for name in get_args(ActName) if name not in declared and f'"{name}"' not in told} == set()
    assert {kind for kind in get_args(ObjectKind) if kind not in kinds and f'"{kind}"' not in told} == set()


def test_whatever_gives_a_role_or_takes_one_is_an_act() -> None:
    """By the fields that a role is given with, and by what becomes of an account."""
    giving = [one for one in COMMANDS if {"roles", "scope"} & one.model_fields.keys()]
    ending = [one for one in COMMANDS if one.__name__.endswith("StaffAccount")]
    assert len(giving) >= 2
    assert {one.__name__ for one in {*giving, *ending} if one not in WRITTEN_DOWN} == set()


def test_an_act_tells_nothing_that_anybody_wrote() -> None:
    """Ids, codes and words of lists: what of a body gets in is what names the object."""
    free = {"object_id", "detail"}
    schema = ActTold.model_json_schema()["properties"]
    texts = {name for name, told in schema.items() if {"type": "string"} in told.get("anyOf", [])}
    assert texts == free
