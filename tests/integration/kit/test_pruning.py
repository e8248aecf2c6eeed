from datetime import timedelta

import sqlalchemy as sa

from services.kit.house_tables import IDEMPOTENCY, INBOX
from services.kit.pruning import INBOX_LIVES, REPLIES_LIVE, prune
from services.kit.work import utc_now


def test_saved_replies_and_handled_events_are_forgotten_when_nobody_can_ask_again(ledger_database: sa.Engine) -> None:
    minute = timedelta(minutes=1)
    with ledger_database.begin() as connection:
        for age in (REPLIES_LIVE - minute, REPLIES_LIVE + minute):
            row = {"subject": "s", "method": "m", "key": str(age), "fingerprint": b"", "saved_at": utc_now() - age}
            connection.execute(sa.insert(IDEMPOTENCY).values(**row))
        for age in (INBOX_LIVES - minute, INBOX_LIVES + minute):
            row = {"consumer": "c", "event_id": str(age), "handled_at": utc_now() - age}
            connection.execute(sa.insert(INBOX).values(**row))

    prune(ledger_database)

    with ledger_database.connect() as connection:
        assert list(connection.scalars(sa.select(IDEMPOTENCY.c.key))) == [str(REPLIES_LIVE - minute)]
        assert list(connection.scalars(sa.select(INBOX.c.event_id))) == [str(INBOX_LIVES - minute)]
