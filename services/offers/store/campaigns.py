"""How campaigns are kept, and which of them have an announcement due."""

from datetime import date

from sqlalchemy import or_, select

from services.kit.work import Work
from services.offers import tables
from services.offers.domain.campaign import CLOSING_NOTICE, Campaign
from services.offers.store.publishing import columns_of, lock_code, upsert


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
        self._work.record_all(campaign.events)
