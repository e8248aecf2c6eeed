"""Whose check begins when."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from services.contracts.refusals import Unavailable
from services.documents.checking.desk import CheckDesk
from services.documents.domain.checks import AGAIN_LATER, AGAIN_SOON, Outcome, Passed, Postponed
from services.documents.domain.document import Document
from services.documents.handlers.begin_checks import begin_checks
from tests.unit.documents.fakes import InMemoryChecks, ScriptedDesk

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def waiting(owner_id: UUID | None = None) -> Document:
    document = Document.announce(
        owner_id=owner_id or uuid4(),
        kind="pay_slip",
        filename="a.pdf",
        size=9,
        content_type="application/pdf",
        at=NOW,
    )
    document.complete_upload(at=NOW)
    return document


def forget(document_id: UUID, outcome: Outcome) -> None:
    """Nobody asks what came of it."""


def test_one_of_each_member_is_checked_at_a_time_and_no_more_than_there_are_places_for() -> None:
    burst, others = uuid4(), [waiting() for _ in range(3)]
    due = InMemoryChecks([*[waiting(burst) for _ in range(20)], *others])
    desk = ScriptedDesk(places_left=3)
    begin_checks(NOW, due, desk, forget)
    assert [document.owner_id for document in desk.begun] == [burst, others[0].owner_id, others[1].owner_id]


def test_nothing_is_claimed_where_no_place_is_left() -> None:
    due = InMemoryChecks([waiting()])
    begin_checks(NOW, due, ScriptedDesk(places_left=0), forget)
    assert len(due.due) == 1


class Later:
    """Runs what was spawned when it is told to."""

    def __init__(self) -> None:
        self.spawned: list[Callable[[], None]] = []

    def run(self) -> None:
        while self.spawned:
            self.spawned.pop(0)()


def test_a_place_is_taken_until_its_check_is_over() -> None:
    later, heard = Later(), list[tuple[UUID, Outcome]]()
    desk = CheckDesk(2, lambda document: Passed(9), later.spawned.append)
    document = waiting()
    desk.begin(document, lambda document_id, outcome: heard.append((document_id, outcome)))
    assert (desk.places_left, set(desk.owners)) == (1, {document.owner_id})
    later.run()
    assert (desk.places_left, set(desk.owners)) == (2, set())
    assert heard == [(document.id, Passed(9))]


@pytest.mark.parametrize(
    ("raised", "outcome"), [(Unavailable(), Postponed(AGAIN_SOON)), (ValueError("broken"), Postponed(AGAIN_LATER))]
)
def test_a_check_that_fails_is_put_off_and_gives_its_place_back(raised: Exception, outcome: Outcome) -> None:
    def fails(document: Document) -> Outcome:
        raise raised

    later, heard = Later(), list[Outcome]()
    desk = CheckDesk(1, fails, later.spawned.append)
    desk.begin(waiting(), lambda document_id, outcome: heard.append(outcome))
    later.run()
    assert heard == [outcome]
    assert desk.places_left == 1


def test_a_verdict_that_cannot_be_written_down_harms_nothing_else() -> None:
    def no_database(document_id: UUID, outcome: Outcome) -> None:
        raise Unavailable

    later = Later()
    desk = CheckDesk(1, lambda document: Passed(9), later.spawned.append)
    desk.begin(waiting(), no_database)
    later.run()
    assert desk.places_left == 1
