"""The state machine: one table, and the drawing of it in the README."""

from pathlib import Path

import pytest

from services.applications.domain.status import DECIDED, Status
from services.applications.domain.transitions import TABLE, IllegalTransition, Step, require_transition
from tests.unit.applications.given import LATER, draft

README = Path(__file__).parents[3] / "services/applications/README.md"


def drawn() -> str:
    lines = [
        f"    {one.source or '[*]'} --> {one.target}: {one.step}{f' ({one.when})' if one.when else ''}" for one in TABLE
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def test_the_readme_draws_the_table() -> None:
    assert drawn() in README.read_text(), f"put this into {README}:\n{drawn()}"


def test_every_status_is_reached_but_what_another_service_will_pay() -> None:
    reached = {one.target for one in TABLE}
    assert set(Status) - reached == {Status.PAID}


def test_what_has_ended_becomes_nothing_more_and_what_is_decided_only_something_decided() -> None:
    ended = set(Status) - {one.source for one in TABLE}
    assert ended == {Status.PAID, Status.WITHDRAWN, Status.EXPIRED}
    after_decision = {one.target for one in TABLE if one.source in DECIDED}
    assert after_decision == {Status.APPROVED, Status.REJECTED}


def test_what_the_table_does_not_hold_is_never_done() -> None:
    with pytest.raises(IllegalTransition):
        require_transition(Status.DRAFT, Step.DECIDE, Status.APPROVED)
    application = draft()
    with pytest.raises(IllegalTransition):
        application.decide("rejected", None, "Non.", LATER)
    assert application.status == Status.DRAFT
