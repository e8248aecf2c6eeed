from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.kit.database.counting import one_at_a_time, seconds_until_room
from services.kit.database.house_tables import INBOX
from services.kit.work import utc_now

HOUR = timedelta(hours=1)
AT_ONCE = 8
MOST = 3


def act(session: Session, who: str, now: datetime) -> int:
    """Seconds to wait; where there are none, it is done."""
    one_at_a_time(session, f"acts of {who}")
    c = INBOX.c
    wait = seconds_until_room(session, c.handled_at, c.consumer == who, most=MOST, within=HOUR, now=now)
    if not wait:
        session.execute(sa.insert(INBOX).values(consumer=who, event_id=str(now.timestamp()), handled_at=now))
    return wait


def at_once(times: int, do: Callable[[int], None]) -> None:
    """All begin together."""
    start = Barrier(times)

    def run(number: int) -> None:
        start.wait()
        do(number)

    threads = [Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_there_is_room_again_when_the_one_too_many_leaves_the_window(ledger_database: sa.Engine) -> None:
    now = utc_now()
    with Session(ledger_database) as session, session.begin():
        assert [act(session, "ana", now - timedelta(minutes=minutes)) for minutes in (50, 20, 10)] == [0, 0, 0]
        assert act(session, "ana", now) == 600
        assert act(session, "paul", now) == 0
        assert act(session, "ana", now + timedelta(minutes=10)) == 0
        assert act(session, "ana", now + timedelta(minutes=11)) == 29 * 60


def test_of_many_at_once_no_more_than_the_most_get_room(ledger_database: sa.Engine) -> None:
    now = utc_now()
    waits: list[int] = []

    def one(number: int) -> None:
        with Session(ledger_database) as session, session.begin():
            waits.append(act(session, "rush", now + timedelta(milliseconds=number)))

    at_once(AT_ONCE, one)

    assert sum(wait == 0 for wait in waits) == MOST
    with ledger_database.connect() as connection:
        kept = sa.select(sa.func.count()).where(INBOX.c.consumer == "rush")
        assert connection.execute(kept).scalar_one() == MOST
