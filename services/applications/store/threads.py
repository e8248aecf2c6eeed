"""How general threads are kept."""

from uuid import UUID

from sqlalchemy import RowMapping, func, insert, select, update

from services.applications.domain.applicant import Applicant
from services.applications.domain.general_thread import GeneralThread
from services.applications.domain.thread import Thread
from services.applications.store.reach import within_reach
from services.applications.tables import MESSAGES, THREADS
from services.contracts.applications import ThreadDocumentsHeld, UnknownThread
from services.kit.database.rows import from_row
from services.kit.work import Work

_c = THREADS.c


class SqlThreads:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._session = work.session

    def get(self, thread_id: UUID) -> GeneralThread:
        """Held until the end of the work."""
        mine = within_reach(self._work.actor, THREADS)
        found = select(THREADS).where(_c.id == thread_id, mine).with_for_update()
        row = self._session.execute(found).mappings().one_or_none()
        if row is None:
            raise UnknownThread
        thread = to_thread(row)
        self._work.concerns(thread.member.member_id)
        return thread

    def add(self, thread: GeneralThread) -> None:
        member = thread.member
        self._session.execute(
            insert(THREADS).values(
                id=thread.id,
                member_id=member.member_id,
                portal=member.portal,
                cgos_number=member.cgos_number,
                applicant=member.facts,
                subject=thread.subject,
                created_at=thread.created_at,
                held_version=0,
                **_changing(thread),
            )
        )

    def save(self, thread: GeneralThread) -> None:
        """Its messages are kept before."""
        saving = update(THREADS).where(_c.id == thread.id).values(**_changing(thread))
        if not thread.shows_others:
            self._session.execute(saving)
        else:
            posted = select(func.unnest(MESSAGES.c.document_ids)).where(MESSAGES.c.thread_id == thread.id)
            telling = saving.values(held_version=_c.held_version + 1)
            version, held = self._session.execute(
                telling.returning(_c.held_version, func.array(posted.scalar_subquery()))
            ).one()
            told = list(dict.fromkeys(held))
            self._work.record(
                ThreadDocumentsHeld(thread_id=thread.id, document_ids=told, version=version, region=thread.region)
            )
            thread.shows_others = False
        self._work.record_all(thread.events)


def to_thread(row: RowMapping) -> GeneralThread:
    return from_row(
        GeneralThread,
        row,
        member=Applicant(row["member_id"], row["portal"], row["cgos_number"], row["applicant"]),
        thread=from_row(Thread, row),
    )


def _changing(thread: GeneralThread) -> dict[str, object]:
    state = thread.thread
    return {
        "unread_by_member": state.unread_by_member,
        "unread_by_officer": state.unread_by_officer,
        "unanswered_since": state.unanswered_since,
        "last_sent_at": thread.last_sent_at,
    }
