"""By what a repeat of a command is known."""

from typing import ClassVar

import pytest

from services.contracts.base import Command, Done
from services.kit.rpc.idempotency import fingerprint


class Before(Command[Done]):
    secret_fields: ClassVar[frozenset[str]] = frozenset({"password"})

    account: str
    note: str | None = None
    password: str = ""


class After(Before):
    """A version on."""

    about_health: bool = False


def test_a_field_that_a_contract_gains_makes_no_other_command_of_a_repeat() -> None:
    before, after = (one(account="a", note="n") for one in (Before, After))
    assert fingerprint(before, without_defaults=True) == fingerprint(after, without_defaults=True)


@pytest.mark.parametrize(
    "other", [{"account": "b"}, {"account": "a", "note": "n"}, {"account": "a", "about_health": True}]
)
def test_whatever_else_is_said_makes_another(other: dict[str, object]) -> None:
    said = After(account="a")
    assert fingerprint(said, without_defaults=True) != fingerprint(After(**other), without_defaults=True)


def test_a_secret_is_no_part_of_it() -> None:
    told = {fingerprint(Before(account="a", password=each), without_defaults=True) for each in ("one", "two")}
    assert len(told) == 1
