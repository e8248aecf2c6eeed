"""How much one member may begin and write, counted in the database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.applications import queries
from services.applications.handlers.post_message import post_message
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.handlers.start_application import start_application
from services.applications.handlers.submit_application import submit_application
from services.applications.store import SqlApplications, SqlBenefits, SqlDocuments, SqlMessages, SqlQuotients
from services.contracts.actor import Actor
from services.contracts.applications import (
    PostMessage,
    StartApplication,
    SubmitApplication,
    TooManyDrafts,
    TooManyDraftsOfBenefit,
    TooManyDraftsStarted,
    TooManyMessages,
    TooManyMessagesInThread,
)
from services.contracts.refusals import Refusal
from services.kit.work import Work
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.conftest import Bench
from tests.integration.kit.test_counting import AT_ONCE, at_once
from tests.unit.applications.given import ALLOWANCE, applicant_view, member, officer

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
BENEFITS = ("holidays", "holidays-two", "holidays-three")


@pytest.fixture(autouse=True)
def published(bench: Bench) -> None:
    for code in BENEFITS:
        with bench.begin() as session, session.begin():
            publish_benefit(holidays().model_copy(update={"code": code}), SqlBenefits(bench.work(session, NOON)))


def committed(bench: Bench, at: datetime, do: Callable[[Work], Any]) -> Any:
    with bench.begin() as session, session.begin():
        return do(bench.work(session, at))


def start(bench: Bench, who: Actor, benefit: str = "holidays", at: datetime = NOON) -> UUID:
    def do(work: Work) -> UUID:
        stores = SqlApplications(work), SqlBenefits(work), SqlQuotients(work)
        command = StartApplication(benefit_code=benefit)
        return start_application(command, who, at, ALLOWANCE, *stores, applicant_view(who.id)).id

    started: UUID = committed(bench, at, do)
    return started


def submit(bench: Bench, who: Actor, application_id: UUID, at: datetime = NOON) -> UUID:
    command = SubmitApplication(application_id=application_id)
    committed(
        bench,
        at,
        lambda work: submit_application(command, who, at, SqlApplications(work), queries.check_in_all_languages),
    )
    return application_id


def post(bench: Bench, who: Actor, application_id: UUID, at: datetime = NOON) -> None:
    def do(work: Work) -> None:
        stores = SqlApplications(work), SqlMessages(work), SqlDocuments(work)
        post_message(PostMessage(application_id=application_id, body="Bonjour"), who, at, ALLOWANCE, *stores, [])

    committed(bench, at, do)


def refusals(do: Callable[[int], Any]) -> list[str]:
    """The codes of those that were refused, of as many at once."""
    found: list[str] = []

    def one(number: int) -> None:
        try:
            do(number)
        except Refusal as refusal:
            found.append(refusal.code)

    at_once(AT_ONCE, one)
    return found


def test_a_member_has_so_many_drafts_of_a_benefit_and_so_many_in_all(bench: Bench) -> None:
    ana = member(uuid4())
    first, *_ = (start(bench, ana) for _ in range(ALLOWANCE.open_drafts_of_benefit))
    with pytest.raises(TooManyDraftsOfBenefit):
        start(bench, ana)
    start(bench, member(uuid4()))
    for benefit in BENEFITS[1:]:
        start(bench, ana, benefit)
    with pytest.raises(TooManyDrafts):
        start(bench, ana, BENEFITS[1])
    submit(bench, ana, first)
    start(bench, ana, BENEFITS[1])


def test_a_member_starts_so_many_in_an_hour_whatever_becomes_of_them(bench: Bench) -> None:
    ana = member(uuid4())
    for minute in range(ALLOWANCE.drafts_per_hour):
        at = NOON + timedelta(minutes=minute)
        submit(bench, ana, start(bench, ana, at=at), at)
    with pytest.raises(TooManyDraftsStarted) as refused:
        start(bench, ana, at=NOON + timedelta(minutes=50))
    assert refused.value.facts["retry_after"] == 600
    start(bench, ana, at=NOON + AN_HOUR)


def test_of_drafts_started_at_once_no_more_are_there_than_allowed(bench: Bench) -> None:
    ana = member(uuid4())
    codes = refusals(lambda _: start(bench, ana))
    assert codes == ["too-many-drafts-of-benefit"] * (AT_ONCE - ALLOWANCE.open_drafts_of_benefit)


def test_each_side_writes_so_much_in_a_thread_in_an_hour(bench: Bench) -> None:
    ana, paul = member(uuid4()), officer()
    application_id = submit(bench, ana, start(bench, ana))
    for _ in range(ALLOWANCE.messages_per_hour_in_thread):
        post(bench, ana, application_id)
    with pytest.raises(TooManyMessagesInThread) as refused:
        post(bench, ana, application_id, NOON + timedelta(minutes=59))
    assert refused.value.facts == {"most": ALLOWANCE.messages_per_hour_in_thread, "retry_after": 60}
    post(bench, paul, application_id)
    post(bench, ana, application_id, NOON + AN_HOUR)


def test_a_member_writes_so_much_in_all_threads_and_an_officer_as_much_as_there_is_to_answer(bench: Bench) -> None:
    ana, paul = member(uuid4()), officer()
    threads = [submit(bench, ana, start(bench, ana)) for _ in range(ALLOWANCE.messages_per_hour + 1)]
    for application_id in threads[:-1]:
        post(bench, ana, application_id)
    with pytest.raises(TooManyMessages):
        post(bench, ana, threads[-1])
    for application_id in threads:
        post(bench, paul, application_id)


def test_of_messages_written_at_once_no_more_are_there_than_allowed(bench: Bench) -> None:
    ana = member(uuid4())
    threads = [submit(bench, ana, start(bench, ana)) for _ in range(AT_ONCE)]
    codes = refusals(lambda number: post(bench, ana, threads[number]))
    assert codes == ["too-many-messages"] * (AT_ONCE - ALLOWANCE.messages_per_hour)
    ben = member(uuid4())
    thread = submit(bench, ben, start(bench, ben))
    codes = refusals(lambda _: post(bench, ben, thread))
    assert codes == ["too-many-messages-in-thread"] * (AT_ONCE - ALLOWANCE.messages_per_hour_in_thread)
