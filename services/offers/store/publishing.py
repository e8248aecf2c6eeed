"""How a row that bears a code is written, the first time and again."""

from dataclasses import fields
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.contracts.language import LocalizedText
from services.kit.work import Work
from services.offers.domain.campaign import Campaign
from services.offers.domain.offer import Offer


def lock_code(work: Work, kind: str, code: str) -> None:
    """Two who publish the same new code at once must not both find that it is unknown."""
    work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{kind}:{code}"))))


def upsert(work: Work, table: Any, columns: dict[str, Any], only_new: dict[str, Any] | None = None) -> None:
    statement = insert(table).values(**columns, **(only_new or {}))
    work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns))


def columns_of(published: Campaign | Offer) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in (each.name for each in fields(published)):
        value = getattr(published, name)
        if isinstance(value, LocalizedText):
            columns[name] = value.by_language()
        elif name == "portals":
            columns |= {"for_agents": "agent" in value, "for_medical": "medical" in value}
        elif name.endswith("_price"):
            columns[name] = value.amount if value else None
        elif name != "events":
            columns[name] = value
    return columns
