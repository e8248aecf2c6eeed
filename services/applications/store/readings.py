"""Who of the staff was shown what."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Uuid, exists, insert, literal, select

from services.applications.store.reach import within_reach
from services.applications.tables import APPLICATIONS, READINGS, THREAD_READINGS, THREADS
from services.contracts.actor import Actor
from services.contracts.acts import ActName
from services.contracts.applications import Acted, ReadingPurpose
from services.kit.work import Work

ONE_READING = timedelta(minutes=10)
"""Whoever comes back to the same page within it reads on."""
AN_ACT: dict[ReadingPurpose, ActName] = {
    "review": "answers_read",
    "messages": "messages_read",
    "letter": "letter_read",
}
"""In the audit. What is read to claim, to ask for more and to decide is an act of its own there."""


class SqlReadings:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def record(self, application_id: UUID, reader: Actor, purpose: ReadingPurpose, at: datetime) -> None:
        """Nothing where it was never submitted: then nothing is shown either."""
        a, r = APPLICATIONS.c, READINGS.c
        lately = exists().where(
            r.reader_id == reader.id,
            r.application_id == application_id,
            r.purpose == purpose,
            r.read_at > at - ONE_READING,
        )
        reading = select(
            literal(uuid4(), Uuid), a.id, a.member_id, literal(reader.id, Uuid), literal(purpose), literal(at)
        ).where(a.id == application_id, a.submitted_at.is_not(None), within_reach(reader), ~lately)
        columns = ["id", "application_id", "member_id", "reader_id", "purpose", "read_at"]
        recording = insert(READINGS).from_select(columns, reading).returning(READINGS.c.member_id)
        member_id = self._session.scalar(recording)
        if member_id is not None and purpose in AN_ACT:
            self._work.record(Acted.by(reader, AN_ACT[purpose], at, "application", application_id, member_id=member_id))


class SqlThreadReadings:
    """Of general threads."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def record(self, thread_id: UUID, reader: Actor, at: datetime) -> None:
        """Nothing where this officer finds no such thread."""
        t, r = THREADS.c, THREAD_READINGS.c
        lately = exists().where(r.reader_id == reader.id, r.thread_id == thread_id, r.read_at > at - ONE_READING)
        reading = select(literal(uuid4(), Uuid), t.id, t.member_id, literal(reader.id, Uuid), literal(at)).where(
            t.id == thread_id, within_reach(reader, THREADS), ~lately
        )
        columns = ["id", "thread_id", "member_id", "reader_id", "read_at"]
        recording = insert(THREAD_READINGS).from_select(columns, reading).returning(r.member_id)
        member_id = self._session.scalar(recording)
        if member_id is not None:
            self._work.record(Acted.by(reader, "messages_read", at, "thread", thread_id, member_id=member_id))
