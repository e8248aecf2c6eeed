"""What only a real PostgreSQL can show."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.base import Event
from services.contracts.documents import QuotaExceeded
from services.documents.domain.document import Document, Leftover
from services.documents.domain.quota import QUOTA_BYTES
from services.documents.handlers.expire_documents import expire_documents
from services.documents.handlers.remove_never_uploaded import remove_never_uploaded
from services.documents.store import SqlDocuments, SqlLeftovers
from services.kit.assertions import service_actor
from services.kit.work import Work
from tests.integration.documents.conftest import alembic, migrated_database
from tests.parts.house import House

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
        connection.execute(sa.text("TRUNCATE documents, leftovers"))


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
    document.complete_upload()
    document.accept(at=NOW)
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


def test_documents_past_their_day_expire_once(engine: sa.Engine) -> None:
    document = announced()
    document.complete_upload()
    document.accept(at=NOW)
    heard: list[Event] = []
    with work_on(engine) as work:
        SqlDocuments(work).save(document)
    for day in (datetime(2026, 6, 2, 12, tzinfo=UTC), datetime(2026, 6, 3, 12, tzinfo=UTC)) * 2:
        with work_on(engine, heard) as work:
            expire_documents(day, SqlDocuments(work))
    assert [event.event_type() for event in heard] == ["document_expired"]
    with work_on(engine) as work:
        assert SqlDocuments(work).get(document.id).state == "expired"


def test_documents_never_uploaded_are_removed_with_what_may_have_been_written(engine: sa.Engine) -> None:
    old, recent = announced(at=NOW - timedelta(hours=25)), announced(at=NOW - timedelta(hours=23))
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
    document = announced(at=NOW - timedelta(hours=25))
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
