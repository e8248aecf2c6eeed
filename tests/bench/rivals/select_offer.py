"""The SELECT that every rival runs: one offer by its id, in the agents' portal, as the offers service answers it."""

import os
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, make_url, select

from services.offers.tables import offer_from, offers


def engine() -> Engine:
    """From DATABASE_URL; the same pool for every rival as for the service."""
    url = make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg2")
    return create_engine(url, pool_size=10, max_overflow=0, pool_pre_ping=True)


def offer_as_json(database: Engine, offer_id: str) -> dict[str, Any]:
    with database.connect() as connection:
        found = select(offers).where(offers.c.id == UUID(offer_id), offers.c.for_agents)
        row = connection.execute(found).mappings().one()
    return offer_from(row).view_in("fr").model_dump(mode="json")
