"""How a member's corrections are kept: the one that waits, and those that were answered."""

from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.applications.domain.amendment import Amendment, Change
from services.applications.domain.application import Application
from services.applications.tables import AMENDMENTS
from services.kit.database.rows import from_row


def waiting_amendment(row: RowMapping) -> Amendment | None:
    """Of a row of its application."""
    if row["amendment_id"] is None:
        return None
    return Amendment(
        id=row["amendment_id"],
        changes=changes_of(row["amendment_changes"]),
        message=row["amendment_message"],
        asked_at=row["amendment_asked_at"],
    )


def to_amendment(row: RowMapping) -> Amendment:
    return from_row(Amendment, row, changes=changes_of(row["changes"]), accepted=tuple(row["accepted"]))


def changes_of(kept: list[dict[str, Any]]) -> tuple[Change, ...]:
    return tuple(Change(**one) for one in kept)


def keep_amendments(session: Session, application: Application) -> None:
    """Those that ended first: one waits at a time."""
    ended, application.ended_amendments = application.ended_amendments, []
    for amendment in [*ended, *([application.amendment] if application.amendment else [])]:
        c = AMENDMENTS.c
        statement = upsert(AMENDMENTS).values(
            id=amendment.id,
            application_id=application.id,
            changes=[{"item": one.item, "old": one.old, "new": one.new} for one in amendment.changes],
            message=amendment.message,
            asked_at=amendment.asked_at,
            state=amendment.state,
            accepted=list(amendment.accepted),
            reason=amendment.reason,
            decided_at=amendment.decided_at,
            decided_by=amendment.decided_by,
        )
        told = statement.excluded
        changed = {name: told[name] for name in ("state", "accepted", "reason", "decided_at", "decided_by")}
        session.execute(statement.on_conflict_do_update(index_elements=[c.id], set_=changed))
