"""How many checks run at once."""

from contextlib import ExitStack

import pytest

from services.contracts.refusals import Unavailable
from services.documents.checking import limits
from services.documents.checking.limits import Turns


def test_so_many_run_and_those_who_waited_long_enough_are_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    turns = Turns(2)
    with ExitStack() as running:
        running.enter_context(turns.one())
        running.enter_context(turns.one())
        with pytest.raises(Unavailable), turns.one():
            pass
    with turns.one(), turns.one():
        pass


def test_a_check_that_fails_gives_its_turn_back() -> None:
    turns = Turns(1)
    for _ in range(5):
        with pytest.raises(ValueError, match="broken"), turns.one():
            raise ValueError("broken")
