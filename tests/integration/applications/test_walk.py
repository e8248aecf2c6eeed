"""What a command costs the database, and that its reply is what a reader would find."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from services.applications import queries
from services.applications.domain.applicant import Applicant
from services.applications.domain.application import Application
from services.applications.domain.documents import KnownDocument
from services.applications.handlers.attach_document import attach_document
from services.applications.handlers.claim_application import claim_application
from services.applications.handlers.decide_application import decide_application
from services.applications.handlers.detach_document import detach_document
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.request_items import request_items
from services.applications.handlers.save_answers import save_answers
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.handlers.withdraw_application import withdraw_application
from services.applications.store import (
    SqlApplications,
    SqlBenefits,
    SqlDocuments,
    SqlMessages,
    SqlQuotients,
    SqlRulings,
)
from services.contracts.actor import Actor, Role
from services.contracts.applications import (
    AttachDocument,
    ClaimApplication,
    DecideApplication,
    DetachDocument,
    RequestItems,
    SaveAnswers,
    StartApplication,
    SubmitApplication,
    WithdrawApplication,
)
from services.kit.work import Work
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.conftest import Bench
from tests.unit.applications.given import ALLOWANCE, applicant_view

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
ANA = Actor(subject=str(uuid4()), portal="agent", roles=frozenset({Role.MEMBER}))
PAUL = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))
SLOT = "tax_notice"
Step = Callable[[Work], Application]


class Statements:
    def __init__(self) -> None:
        self.run: list[str] = []

    def __call__(self, _c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        self.run.append(statement)

    def writing(self, table: str) -> list[str]:
        return [one for one in self.run if table in one and not one.startswith("SELECT")]


@pytest.fixture
def statements(own_database: sa.Engine) -> Iterator[Statements]:
    statements = Statements()
    sa.event.listen(own_database, "before_cursor_execute", statements)
    yield statements
    sa.event.remove(own_database, "before_cursor_execute", statements)


@pytest.fixture
def started(bench: Bench) -> UUID:
    """With its answers complete."""
    facts = {
        "given_name": "Ana",
        "family_name": "Canari",
        "children": [{"given_name": "Zoé"}],
        "establishment_name": "CHU de Valmont",
        "profession": "infirmière",
    }

    def start(work: Work) -> Application:
        publish_benefit(holidays(), SqlBenefits(work))
        applicant = Applicant(ANA.id, "agent", "1234567", facts)
        application = Application.start(SqlBenefits(work).get("holidays"), applicant, at=NOON)
        application.save_answers({"kind": "family"}, at=NOON)
        SqlApplications(work).add(application)
        return application

    return done(bench, start).id


def done(bench: Bench, step: Step) -> Application:
    with bench.begin() as session, session.begin():
        return step(bench.work(session, NOON))


def attaching(application_id: UUID) -> Step:
    document = KnownDocument(uuid4(), ANA.id, "tax_notice", "accepted", 3, content_type="application/pdf", size=500)
    command = AttachDocument(application_id=application_id, slot=SLOT, document_id=document.id)
    return lambda work: attach_document(command, ANA, NOON, SqlApplications(work), SqlDocuments(work), document)


def submitting(application_id: UUID) -> Step:
    command = SubmitApplication(application_id=application_id)
    return lambda work: submit_application(command, ANA, NOON, SqlApplications(work), queries.check_in_all_languages)


def test_a_submission_reads_and_writes_each_thing_once(bench: Bench, started: UUID, statements: Statements) -> None:
    done(bench, attaching(started))
    statements.run.clear()

    def submit_and_show(work: Work) -> Application:
        application = submitting(started)(work)
        queries.application_in_hand(work.session, application, NOON, "fr")
        return application

    done(bench, submit_and_show)

    assert [" ".join(one.split()[:2]) for one in statements.run] == [
        "SELECT applications.id,",  # with its benefit and its quotient
        "SELECT attachments.application_id,",
        "UPDATE applications",
        "INSERT INTO",  # the timeline
        "SELECT timeline.at,",
        "SELECT usual_delays.p50_days,",
    ]


def test_what_is_attached_is_written_only_where_it_changes(bench: Bench, started: UUID, statements: Statements) -> None:
    done(bench, attaching(started))
    assert len(statements.writing("attachments")) == 1
    statements.run.clear()

    done(bench, submitting(started))

    assert statements.writing("attachments") == []


def test_a_replaced_document_leaves_its_slot_to_the_other(bench: Bench, started: UUID) -> None:
    first = done(bench, attaching(started)).documents[SLOT]
    second = done(bench, attaching(started)).documents[SLOT]

    kept = done(bench, lambda work: SqlApplications(work).get(started)).documents

    assert kept == {SLOT: second}
    assert first != second


def test_each_reply_is_what_a_reader_would_find(bench: Bench, started: UUID) -> None:
    def by_ana(step: Step) -> None:
        def compare(work: Work) -> Application:
            application = step(work)
            in_hand = queries.application_in_hand(work.session, application, NOON, "fr")
            assert in_hand == queries.get_application(work.session, started, ANA, NOON, "fr")
            return application

        done(bench, compare)

    def by_paul(step: Step) -> None:
        def compare(work: Work) -> Application:
            application = step(work)
            in_hand = queries.review_in_hand(work.session, application, PAUL, NOON, "en")
            assert in_hand == queries.get_review(work.session, started, PAUL, NOON, "en")
            return application

        done(bench, compare)

    answers = SaveAnswers(application_id=started, answers={"zone": "é", "kind": "camp"})
    detach = DetachDocument(application_id=started, slot=SLOT)
    claim = ClaimApplication(application_id=started)
    request = RequestItems(application_id=started, items=[SLOT, "/kind"], message="Merci.")
    answered = SaveAnswers(application_id=started, answers={"kind": "family"})
    decide = DecideApplication(application_id=started, outcome="approved")

    by_ana(lambda work: save_answers(answers, ANA, NOON, SqlApplications(work)))
    by_ana(attaching(started))
    by_ana(lambda work: detach_document(detach, ANA, SqlApplications(work)))
    by_ana(submitting(started))
    by_ana(attaching(started))
    by_paul(lambda work: claim_application(claim, PAUL, SqlApplications(work)))
    by_paul(lambda work: request_items(request, PAUL, NOON, SqlApplications(work), SqlMessages(work)))
    by_ana(attaching(started))
    by_ana(lambda work: save_answers(answered, ANA, NOON, SqlApplications(work)))
    say = queries.check_in_all_languages
    by_paul(lambda work: decide_application(decide, PAUL, NOON, SqlApplications(work), SqlRulings(work), say))


def test_the_reply_to_a_start_is_what_a_reader_would_find(bench: Bench, started: UUID) -> None:
    """Its quotient too, which the same transaction keeps."""
    applicant = applicant_view(
        ANA.id, children=[{"given_name": "Zoé", "birth_date": "2015-04-02"}], quotients={2026: "812.40"}
    )

    def start(work: Work) -> Application:
        command = StartApplication(benefit_code="holidays")
        stores = SqlApplications(work), SqlBenefits(work), SqlQuotients(work)
        application = start_application(command, ANA, NOON, ALLOWANCE, *stores, applicant)
        in_hand = queries.application_in_hand(work.session, application, NOON, "fr")
        assert in_hand == queries.get_application(work.session, application.id, ANA, NOON, "fr")
        return application

    assert done(bench, start).quotient == applicant.quotients[2026]


def test_the_reply_to_a_withdrawal_is_what_a_reader_would_find(bench: Bench, started: UUID) -> None:
    def withdraw(work: Work) -> Application:
        command = WithdrawApplication(application_id=started)
        application = withdraw_application(command, ANA, NOON, SqlApplications(work))
        in_hand = queries.application_in_hand(work.session, application, NOON, "en")
        assert in_hand == queries.get_application(work.session, started, ANA, NOON, "en")
        return application

    done(bench, withdraw)
