"""Drops what is older than its time from the beginning of the audit, as the role that owns it: nobody else can.

    python -m services.identity.prune_audit --keep-days 365

Reads DATABASE_URL, or the file that DATABASE_URL_FILE names: the owner's (`database_url_identity_owner`). An entry at
the end of the chain says what was dropped, and what the rest hangs on. A chain that does not hold is left as it is.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.identity import Acted
from services.identity.domain.audit import LEAST_KEPT, Broken, Link, Record
from services.identity.store.audit import SqlAudit
from services.identity.tables import AUDIT
from services.identity.verify_audit import engine_of, verify
from services.kit.settings import DatabaseSettings
from services.kit.work import Work


class ChainBroken(Exception):
    """Says where."""


def prune(session: Session, before: datetime, now: datetime) -> Link | None:
    """The last one that was dropped. Raises ChainBroken."""
    found = verify(session, [])
    if isinstance(found, Broken):
        raise ChainBroken(f"entry {found.sequence}: {found.why}")
    last = session.execute(
        sa.select(AUDIT.c.sequence, AUDIT.c.hash)
        .where(AUDIT.c.recorded_at < before)
        .order_by(AUDIT.c.sequence.desc())
        .limit(1)
    ).first()
    if last is None:
        return None
    dropped = Link(last.sequence, last.hash)
    told = Acted.by_operator("audit_pruned", now, "audit", str(dropped))
    work = Work(actor=Actor(), now=now, session=session, record=lambda _: None)
    SqlAudit(work).append(Record.of(told, event_id=str(uuid4()), trace_id=None, now=now))
    session.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER audit_only_grows"))
    session.execute(sa.delete(AUDIT).where(AUDIT.c.sequence <= dropped.sequence))
    session.execute(sa.text("ALTER TABLE audit ENABLE TRIGGER audit_only_grows"))
    return dropped


def _days(text: str) -> timedelta:
    kept = timedelta(days=int(text))
    if kept < LEAST_KEPT:
        raise argparse.ArgumentTypeError(f"at least {LEAST_KEPT.days} days are kept")
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser("prune_audit", description="Drops the oldest entries of the audit.")
    parser.add_argument("--keep-days", type=_days, required=True)
    kept: timedelta = parser.parse_args(arguments).keep_days
    now = datetime.now(UTC)
    try:
        with Session(engine_of(DatabaseSettings().database_url)) as session, session.begin():
            dropped = prune(session, now - kept, now)
    except ChainBroken as error:
        print(f"nothing was dropped, for the chain does not hold: {error}", file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"nothing was dropped: {type(error.orig).__name__}; only the owner of the audit may", file=sys.stderr)
        return 1
    print(f"dropped until entry {dropped}" if dropped else "nothing is that old")
    return 0


if __name__ == "__main__":
    sys.exit(main())
