from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from services.kit.database import pruning
from services.kit.database.house_tables import IDEMPOTENCY, INBOX, PUBLISHED_EVENTS
from services.kit.database.pruning import prune
from services.kit.retention import INBOX_LIVES, REPLIES_LIVE
from services.kit.work import utc_now

PUBLISHED_KEPT = timedelta(days=14)
MINUTE = timedelta(minutes=1)


def publish(engine: sa.Engine, *, age: timedelta, position: int) -> None:
    row = {"published_at": utc_now() - age, "position": position, "event_id": str(age), "type": "t", "envelope": b""}
    with engine.begin() as connection:
        connection.execute(sa.insert(PUBLISHED_EVENTS).values(**row))


def test_replies_and_handled_and_published_events_are_forgotten_when_nobody_can_ask_again(
    ledger_database: sa.Engine,
) -> None:
    with ledger_database.begin() as connection:
        for age in (REPLIES_LIVE - MINUTE, REPLIES_LIVE + MINUTE):
            row = {"subject": "s", "method": "m", "key": str(age), "fingerprint": b"", "saved_at": utc_now() - age}
            connection.execute(sa.insert(IDEMPOTENCY).values(**row))
        for age in (INBOX_LIVES - MINUTE, INBOX_LIVES + MINUTE):
            row = {"consumer": "c", "event_id": str(age), "handled_at": utc_now() - age}
            connection.execute(sa.insert(INBOX).values(**row))
    for age in (PUBLISHED_KEPT - MINUTE, PUBLISHED_KEPT + MINUTE):
        publish(ledger_database, age=age, position=1)

    prune(ledger_database, published_kept=PUBLISHED_KEPT)

    with ledger_database.connect() as connection:
        assert list(connection.scalars(sa.select(IDEMPOTENCY.c.key))) == [str(REPLIES_LIVE - MINUTE)]
        assert list(connection.scalars(sa.select(INBOX.c.event_id))) == [str(INBOX_LIVES - MINUTE)]
        assert list(connection.scalars(sa.select(PUBLISHED_EVENTS.c.event_id))) == [str(PUBLISHED_KEPT - MINUTE)]


def test_much_is_forgotten_in_many_short_transactions(
    ledger_database: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    for position in range(5):
        publish(ledger_database, age=PUBLISHED_KEPT + MINUTE, position=position)
    deleted: list[int] = []

    def note(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "DELETE FROM published_events" in statement:
            deleted.append(cursor.rowcount)

    sa.event.listen(ledger_database, "after_cursor_execute", note)
    sa.event.listen(ledger_database, "commit", lambda _: deleted.append(0))
    prune(ledger_database, published_kept=PUBLISHED_KEPT)

    assert deleted[-6:] == [2, 0, 2, 0, 1, 0]
