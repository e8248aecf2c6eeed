"""Campaigns and offers in PostgreSQL."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert

from services.contracts.language import LocalizedText
from services.kit.work import Work
from services.offers import tables
from services.offers.domain import CLOSING_NOTICE, Campaign, Offer


class SqlCampaigns:
    def __init__(self, work: Work) -> None:
        self._work = work

    def by_code(self, code: str) -> Campaign | None:
        lock_code(self._work, "campaign", code)
        found = self._work.session.execute(select(tables.campaigns).where(tables.campaigns.c.code == code)).mappings()
        row = found.one_or_none()
        return tables.campaign_from(row) if row else None

    def due_for_announcement(self, on: date) -> list[Campaign]:
        table = tables.campaigns
        due = select(table).where(
            table.c.opens_on <= on,
            table.c.closes_on >= on,
            or_(
                ~table.c.opening_announced,
                ~table.c.closing_announced & (table.c.closes_on <= on + CLOSING_NOTICE),
            ),
        )
        rows = self._work.session.execute(due.with_for_update()).mappings()
        return [tables.campaign_from(row) for row in rows]

    def save(self, campaign: Campaign) -> None:
        upsert(self._work, tables.campaigns, columns_of(campaign))
        for event in campaign.events:
            self._work.record(event)


class SqlOffers:
    def __init__(self, work: Work) -> None:
        self._work = work

    def id_of(self, code: str) -> UUID | None:
        lock_code(self._work, "offer", code)
        return self._work.session.scalar(select(tables.offers.c.id).where(tables.offers.c.code == code))

    def save(self, offer: Offer, at: datetime) -> None:
        """`at` counts for the first time only: what is published again keeps its place."""
        columns = columns_of(offer) | {"search_text": offer.search_text}
        upsert(self._work, tables.offers, columns, only_new={"published_at": at})
        for event in offer.events:
            self._work.record(event)


def lock_code(work: Work, kind: str, code: str) -> None:
    """Two who publish the same new code at once must not both find that it is unknown."""
    work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{kind}:{code}"))))


def upsert(work: Work, table: Any, columns: dict[str, Any], only_new: dict[str, Any] | None = None) -> None:
    statement = insert(table).values(**columns, **(only_new or {}))
    work.session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns))


def columns_of(known: Campaign | Offer) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in (each.name for each in fields(known)):
        value = getattr(known, name)
        if isinstance(value, LocalizedText):
            columns |= {f"{name}_fr": value.fr, f"{name}_en": value.en}
        elif name == "portals":
            columns |= {"for_agents": "agent" in value, "for_medical": "medical" in value}
        elif name.endswith("_price"):
            columns[name] = value.amount if value else None
        elif name != "events":
            columns[name] = value
    return columns
