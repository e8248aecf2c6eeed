"""What only a real PostgreSQL can show."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Event
from services.contracts.documents import QuotaExceeded
from services.documents.domain.checks import LEASE, Passed
from services.documents.domain.document import Document, Leftover
from services.documents.domain.quota import QUOTA_BYTES, Usage
from services.documents.domain.reading import Notice, Reading
from services.documents.handlers.conclude_check import conclude_check
from services.documents.handlers.expire_documents import expire_documents
from services.documents.handlers.remove_never_uploaded import remove_never_uploaded
from services.documents.handlers.sweep_incoming import sweep_incoming
from services.documents.handlers.tell_ending_documents import tell_ending_documents
from services.documents.queries.documents import find_reading
from services.documents.store import SqlDocuments, SqlLeftovers, SqlReadings
from services.documents.store.checks import claim
from services.kit.assertions import service_actor
from services.kit.work import Work
from tests.integration.documents.conftest import alembic, migrated_database
from tests.parts.house import House
from tests.unit.documents.fakes import InMemoryObjects

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(house: House) -> str:
    return migrated_database(house)


@pytest.fixture(scope="module")
def engine(url: str) -> Iterator[sa.Engine]:
    psycopg2 = sa.make_url(url).set(drivername="postgresql+psycopg2")
    engine = sa.create_engine(psycopg2, connect_args={"options": "-c timezone=UTC"})
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _empty(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE documents, leftovers, paper_readings"))


@contextmanager
def work_on(engine: sa.Engine, heard: list[Event] | None = None) -> Iterator[Work]:
    with Session(engine) as session, session.begin():
        events: list[Event] = [] if heard is None else heard
        yield Work(actor=service_actor("documents"), now=NOW, session=session, record=events.append)


def announced(owner_id: UUID | None = None, *, size: int = 1000, at: datetime = NOW) -> Document:
    return Document.announce(
        owner_id=owner_id or uuid4(),
        kind="pay_slip",
        filename="a.pdf",
        size=size,
        content_type="application/pdf",
        at=at,
    )


def test_the_tables_are_what_the_migrations_make(url: str) -> None:
    alembic("check", database_url=url)


def test_the_migrations_can_be_undone(house: House) -> None:
    url = migrated_database(house)
    alembic("downgrade", "base", database_url=url)
    alembic("upgrade", "head", database_url=url)


def test_a_document_is_read_as_it_was_saved(engine: sa.Engine) -> None:
    document = announced()
    document.complete_upload(at=NOW)
    document.conclude(Passed(1000), at=NOW)
    heard: list[Event] = []
    with work_on(engine, heard) as work:
        SqlDocuments(work).save(document)
    with work_on(engine) as work:
        assert SqlDocuments(work).get(document.id) == document
    assert document.valid_until == date(2026, 6, 2)
    assert [event.event_type() for event in heard] == ["document_uploaded", "document_accepted"]


def test_two_announcements_at_once_do_not_exceed_the_quota_together(engine: sa.Engine) -> None:
    owner_id, refused = uuid4(), []
    together = threading.Barrier(4)

    def announce() -> None:
        together.wait()
        try:
            with work_on(engine) as work:
                documents = SqlDocuments(work)
                documents.usage_of(owner_id).require_room_for(25 * 1024 * 1024)
                documents.save(announced(owner_id, size=QUOTA_BYTES // 2))
        except QuotaExceeded:
            refused.append(1)

    threads = [threading.Thread(target=announce) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2


def test_documents_past_their_day_expire_once_and_forget_what_they_say(engine: sa.Engine) -> None:
    document = announced()
    document.complete_upload(at=NOW)
    heard: list[Event] = []
    read = Reading("tax_notice", "verified", Notice(Decimal(0), Decimal("1.25"), 2025, ("A", "B"), None, "FR01"))
    with work_on(engine) as work:
        SqlDocuments(work).save(document)
        for _ in range(2):
            conclude_check(document.id, Passed(1000, read), NOW, SqlDocuments(work), SqlReadings(work.session))
        assert find_reading(work.session, document.id) == read
    for day in (datetime(2026, 6, 2, 12, tzinfo=UTC), datetime(2026, 6, 3, 12, tzinfo=UTC)) * 2:
        with work_on(engine, heard) as work:
            expire_documents(day, SqlDocuments(work))
    assert [event.event_type() for event in heard] == ["document_expired"]
    with work_on(engine) as work:
        assert SqlDocuments(work).get(document.id).state == "expired"
        assert find_reading(work.session, document.id) is None


def test_of_all_documents_those_are_told_whose_end_is_near_each_once_for_each_announcement(engine: sa.Engine) -> None:
    last_day = datetime(2026, 6, 2, 12, tzinfo=UTC)
    near, far = announced(), announced(at=NOW + timedelta(days=90))
    for document in (near, far):
        document.complete_upload(at=NOW)
        document.conclude(Passed(1000), at=NOW)
        document.events.clear()
        with work_on(engine) as work:
            SqlDocuments(work).save(document)
    heard: list[Event] = []
    for days in (31, 30, 30, 8, 7, 0, -1):
        with work_on(engine, heard) as work:
            tell_ending_documents(last_day - timedelta(days=days), SqlDocuments(work))
    assert [(event.subject(), event.model_dump()["days_left"]) for event in heard] == [
        (str(near.id), 30),
        (str(near.id), 7),
    ]


def test_documents_never_uploaded_are_removed_with_what_may_have_been_written(engine: sa.Engine) -> None:
    old, recent = announced(at=NOW - timedelta(minutes=46)), announced(at=NOW - timedelta(minutes=44))
    heard: list[Event] = []
    with work_on(engine) as work:
        SqlDocuments(work).save(old)
        SqlDocuments(work).save(recent)
    with work_on(engine, heard) as work:
        remove_never_uploaded(NOW, SqlDocuments(work))
    assert [event.subject() for event in heard] == [str(old.id)]
    with work_on(engine) as work:
        assert SqlDocuments(work).get(recent.id).state == "awaiting_upload"
        due = SqlLeftovers(work).due(NOW + timedelta(hours=2), 100)
    assert {leftover.key for leftover in due} == {old.incoming_key, old.kept_key}


def test_what_another_process_is_expiring_is_left_to_it(engine: sa.Engine) -> None:
    document = announced(at=NOW - timedelta(hours=1))
    with work_on(engine) as work:
        SqlDocuments(work).save(document)
    with work_on(engine) as one, work_on(engine) as other:
        assert [found.id for found in SqlDocuments(one).never_uploaded(NOW, 10)] == [document.id]
        assert SqlDocuments(other).never_uploaded(NOW, 10) == []


def test_leftovers_are_due_in_their_time_and_forgotten_once_removed(engine: sa.Engine) -> None:
    document = announced()
    document.remove(at=NOW)
    with work_on(engine) as work:
        SqlDocuments(work).save(document)
    with work_on(engine) as work:
        leftovers = SqlLeftovers(work)
        due = leftovers.due(NOW, 100)
        assert {leftover.key for leftover in due} == {document.incoming_key, document.kept_key}
        for leftover in due:
            leftovers.forget(leftover)
    with work_on(engine) as work:
        assert SqlLeftovers(work).due(NOW, 100) == []
        later = SqlLeftovers(work).due(NOW + timedelta(minutes=11), 100)
    assert later == [Leftover(document.incoming_key, NOW + timedelta(minutes=11))]


def test_what_may_still_lie_where_it_was_sent_counts_until_it_is_gone(engine: sa.Engine) -> None:
    document = announced(size=1234)
    document.remove(at=NOW)
    with work_on(engine) as work:
        SqlDocuments(work).save(document)
        assert SqlDocuments(work).usage_of(document.owner_id) == Usage(documents=1, bytes=1234)
        for leftover in SqlLeftovers(work).due(NOW + timedelta(hours=2), 100):
            SqlLeftovers(work).forget(leftover)
        assert SqlDocuments(work).usage_of(document.owner_id) == Usage(documents=0, bytes=0)


def test_only_what_a_document_waits_for_stays_where_it_was_sent(engine: sa.Engine) -> None:
    announced_one, checking, accepted = announced(), announced(), announced()
    checking.complete_upload(at=NOW)
    accepted.complete_upload(at=NOW)
    accepted.conclude(Passed(9), at=NOW)
    theirs = [document.incoming_key for document in (announced_one, checking, accepted)]
    objects = InMemoryObjects(dict.fromkeys([*theirs, "incoming/nobodys"], b""), written_at=NOW - timedelta(minutes=19))
    with work_on(engine) as work:
        for document in (announced_one, checking, accepted):
            SqlDocuments(work).save(document)
        sweep_incoming(NOW, SqlLeftovers(work), objects)
        assert len(objects.content) == 4
        sweep_incoming(NOW + timedelta(minutes=2), SqlLeftovers(work), objects)
    assert set(objects.content) == set(theirs[:2])


def test_two_processes_claim_no_check_twice(engine: sa.Engine) -> None:
    burst = uuid4()
    documents = [announced(burst), announced(burst), announced(), announced()]
    with work_on(engine) as work:
        for number, document in enumerate(documents):
            document.complete_upload(at=NOW - timedelta(seconds=60 - number))
            SqlDocuments(work).save(document)
    with work_on(engine) as one, work_on(engine) as other:
        first = claim(one, NOW, 2, ())
        second = claim(other, NOW, 9, [burst])
    assert {document.id for document in first} == {documents[0].id, documents[2].id}
    assert [document.id for document in second] == [documents[3].id]
    with work_on(engine) as work:
        assert [document.id for document in claim(work, NOW, 9, ())] == [documents[1].id]
        assert claim(work, NOW + LEASE - timedelta(seconds=1), 9, ()) == []
        assert {document.id for document in claim(work, NOW + LEASE, 9, ())} >= {documents[2].id, documents[3].id}
