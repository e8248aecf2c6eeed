"""After a decision: its letter and the code that proves it, the appeal, the correction."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from deploy.native.parts.rabbitmq import RabbitMQ
from services.applications.queries.erasure import get_erasure_outlook
from services.applications.tables import APPEALS, RULINGS
from services.contracts.actor import Role
from services.contracts.applications import (
    ClaimAppeal,
    ConfirmDecisionCorrection,
    CorrectDecision,
    CountQueue,
    DecideAppeal,
    DecideApplication,
    DecisionLetterView,
    GetApplication,
    GetDecisionLetter,
    GetReview,
    LetterProofView,
    ListAppeals,
    ListDecisionCorrections,
    ListReadings,
    LodgeAppeal,
    NotDecided,
    UnknownApplication,
    UnknownLetter,
    VerifyLetter,
)
from services.contracts.calendar import day_in_paris
from tests.integration.applications.desk import Desk
from tests.parts.at_once import both
from tests.parts.caller import Caller
from tests.parts.waiting import wait_for

TODAY = day_in_paris(datetime.now(UTC))


@pytest.fixture
def second(rabbitmq: RabbitMQ) -> Iterator[Caller]:
    caller = Caller(rabbitmq.url)
    yield caller
    caller.close()


def refused(desk: Desk, ana: UUID, paul: UUID) -> UUID:
    application = desk.claimed(ana, paul)
    told = DecideApplication(application_id=application.id, outcome="rejected", reason="Hors délai.")
    desk.officer(paul, told)
    return application.id


def as_supervisor(desk: Desk, who: UUID, request: Any) -> Any:
    return desk.caller.call(request, actor=desk.keys.staff(Role.SUPERVISOR, subject=who), key=uuid4().hex)


def verify(desk: Desk, code: str) -> LetterProofView:
    proof: LetterProofView = desk.caller.call(VerifyLetter(code=code), actor=None)
    return proof


def test_a_refusal_is_read_proven_appealed_against_and_granted_by_another(
    desk: Desk, applications_database: sa.Engine
) -> None:
    ana, paul, anne = uuid4(), uuid4(), uuid4()
    ear = desk.listen()
    paper = desk.document(ana)
    started = refused(desk, ana, paul)

    first: DecisionLetterView = desk.member(ana, GetDecisionLetter(application_id=started))
    assert (first.number, first.kind, first.outcome, first.reason) == (1, "decision", "rejected", "Hors délai.")
    assert desk.member(ana, GetDecisionLetter(application_id=started)) == first, "it stays as it is"
    assert verify(desk, first.code.lower()) == LetterProofView(issued_on=TODAY, replaced=False)
    with pytest.raises(UnknownApplication):
        desk.member(uuid4(), GetDecisionLetter(application_id=started))

    lodged = LodgeAppeal(application_id=started, grounds="J’ai écrit.", document_ids=[paper.document_id])
    assert desk.member(ana, lodged).state == "lodged"
    wait_for(lambda: paper.document_id in ear.held(started), what="telling of the appeal's paper")
    with Session(applications_database) as session:
        assert [each.id for each in get_erasure_outlook(session, ana, "fr").blocking] == [started]
    assert started in {each.application_id for each in desk.officer(anne, ListAppeals(limit=100)).items}
    assert desk.officer(anne, CountQueue()).appeals >= 1
    desk.officer(anne, ClaimAppeal(application_id=started))
    desk.officer(anne, DecideAppeal(application_id=started, outcome="upheld", reason="Dans les temps."))

    found = desk.member(ana, GetApplication(application_id=started))
    assert (found.status, found.appeal.state, found.appeal.reason) == ("approved", "upheld", "Dans les temps.")
    assert [(each.number, each.outcome, each.replaced) for each in found.decisions] == [
        (1, "rejected", True),
        (2, "approved", False),
    ]
    assert [each.event for each in found.timeline][-3:] == ["appeal_lodged", "appeal_claimed", "appeal_decided"]
    assert found.timeline[-1].text.startswith("Recours admis")
    second: DecisionLetterView = desk.member(ana, GetDecisionLetter(application_id=started))
    assert (second.number, second.kind, second.upheld, second.appeal_until) == (2, "appeal", True, None)
    assert second.before == first.decided_at
    assert verify(desk, first.code).replaced
    assert not verify(desk, second.code).replaced
    assert desk.member(ana, GetDecisionLetter(application_id=started, number=1)) == first
    decided = desk.officer(anne, ListAppeals(decided=True, limit=100)).items
    assert started in {each.application_id for each in decided}


def test_a_code_that_no_letter_bears_tells_nothing(desk: Desk) -> None:
    for code in ("00000-00000-00000-00000", "?", ""):
        with pytest.raises(UnknownLetter) as refusal:
            verify(desk, code)
        assert refusal.value.facts == {}


def test_an_officer_reads_the_letter_and_the_member_sees_that_they_did(desk: Desk) -> None:
    ana, paul, anne = uuid4(), uuid4(), uuid4()
    started = refused(desk, ana, paul)
    desk.officer(anne, GetDecisionLetter(application_id=started))
    readings = desk.member(ana, ListReadings()).items
    assert (anne, "letter") in {(each.reader_id, each.purpose) for each in readings}
    undecided = desk.submitted(ana)
    with pytest.raises(NotDecided):
        desk.member(ana, GetDecisionLetter(application_id=undecided.id))
    draft = desk.draft(ana)
    with pytest.raises(UnknownApplication):
        desk.officer(anne, GetDecisionLetter(application_id=draft.id))


def test_what_was_decided_before_decisions_were_kept_has_a_letter_and_keeps_its_code(
    desk: Desk, applications_database: sa.Engine
) -> None:
    ana, paul = uuid4(), uuid4()
    started = refused(desk, ana, paul)
    with applications_database.begin() as connection:
        connection.execute(sa.delete(RULINGS).where(RULINGS.c.application_id == started))
    assert desk.member(ana, GetApplication(application_id=started)).appeal_until > TODAY
    code = desk.member(ana, GetDecisionLetter(application_id=started)).code
    assert desk.officer(paul, GetDecisionLetter(application_id=started)).code == code
    assert not verify(desk, code).replaced


def test_of_two_officers_who_take_an_appeal_at_once_one_has_it(desk: Desk, second: Caller) -> None:
    for _ in range(3):
        ana = uuid4()
        started = refused(desk, ana, uuid4())
        desk.member(ana, LodgeAppeal(application_id=started, grounds="Voyez."))
        tokens = desk.keys.staff(Role.OFFICER), desk.keys.staff(Role.OFFICER)
        keys = (uuid4().hex, uuid4().hex)
        replies = both(desk.caller, second, ClaimAppeal(application_id=started), tokens, keys)
        said = sorted((one["error"] or {}).get("value") or "claimed" for one in replies)
        assert said == ["already-claimed", "claimed"]


def test_two_appeals_at_once_are_one(desk: Desk, second: Caller, applications_database: sa.Engine) -> None:
    ana = uuid4()
    started = refused(desk, ana, uuid4())
    token, keys = desk.keys.member(ana), (uuid4().hex, uuid4().hex)
    both(desk.caller, second, LodgeAppeal(application_id=started, grounds="Voyez."), (token, token), keys)
    with applications_database.begin() as connection:
        kept = sa.select(sa.func.count()).where(APPEALS.c.application_id == started)
        assert connection.execute(kept).scalar() == 1


def test_an_officer_proposes_a_supervisor_confirms_and_the_member_has_a_new_letter(desk: Desk) -> None:
    ana, paul, luc = uuid4(), uuid4(), uuid4()
    started = refused(desk, ana, paul)
    proposed = desk.officer(paul, CorrectDecision(application_id=started, outcome="approved", reason="Une erreur."))
    assert (proposed.state, proposed.was, proposed.proposed_by_me) == ("proposed", "rejected", True)
    assert desk.officer(paul, GetReview(application_id=started)).correction_waits
    waiting = as_supervisor(desk, luc, ListDecisionCorrections(limit=100)).items
    assert proposed.id in {each.id for each in waiting}
    done = as_supervisor(desk, luc, ConfirmDecisionCorrection(correction_id=proposed.id))
    assert done.state == "confirmed"
    found = desk.member(ana, GetApplication(application_id=started))
    assert (found.status, found.decision.reason) == ("approved", "Une erreur.")
    letter = desk.member(ana, GetDecisionLetter(application_id=started))
    assert (letter.number, letter.kind) == (2, "correction")
    assert letter.appeal_until > TODAY
