"""Texts are kept by language; a version that knows only French and English columns runs beside this one."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.contracts.language import LocalizedText
from services.offers import tables
from tests.parts.house import House
from tests.parts.migrated import alembic

COMMON = {
    "for_agents": True,
    "for_medical": False,
    "opens_on": "2027-06-01",
    "closes_on": "2027-06-30",
    "opening_announced": False,
    "closing_announced": False,
}
SUMMER = LocalizedText(fr="Été", en="Summer")
FORMER = (
    "INSERT INTO campaigns (id, code, name_fr, name_en, description_fr, description_en, for_agents, for_medical,"
    " opens_on, closes_on, opening_announced, closing_announced) VALUES (:id, :code, :fr, :en, :fr, :en, :for_agents,"
    " :for_medical, :opens_on, :closes_on, :opening_announced, :closing_announced)"
    " ON CONFLICT (id) DO UPDATE SET name_fr = :fr, name_en = :en"
)


@pytest.fixture
def engine(house: House) -> Iterator[sa.Engine]:
    """As the version before left it."""
    engine = house.new_engine("offers-of-before")
    alembic("offers", engine, "upgrade", "0002")
    yield engine
    engine.dispose()


def as_before(engine: sa.Engine, code: str, french: str, english: str, campaign_id: object = None) -> None:
    with engine.begin() as connection:
        values = {**COMMON, "id": campaign_id or uuid4(), "code": code, "fr": french, "en": english}
        connection.execute(sa.text(FORMER), values)


def as_now(engine: sa.Engine, code: str, name: dict[str, str]) -> None:
    with engine.begin() as connection:
        values = {**COMMON, "id": uuid4(), "code": code, "name": name, "description": name}
        connection.execute(sa.insert(tables.campaigns).values(**values))


def names(engine: sa.Engine, code: str) -> Any:
    with engine.connect() as connection:
        found = sa.select(tables.campaigns).where(tables.campaigns.c.code == code)
        row = connection.execute(found).mappings().one()
        return row["name"], row["name_fr"], row["name_en"]


def test_what_the_version_before_wrote_and_writes_is_read_by_language(engine: sa.Engine) -> None:
    as_before(engine, "earlier", "Hiver", "Winter")
    alembic("offers", engine, "upgrade", "head")
    assert names(engine, "earlier")[0] == {"fr": "Hiver", "en": "Winter"}
    as_before(engine, "meanwhile", "Été", "Summer")
    assert names(engine, "meanwhile")[0] == SUMMER.by_language()


def test_the_version_before_reads_what_this_one_writes_and_changes_it(engine: sa.Engine) -> None:
    alembic("offers", engine, "upgrade", "head")
    as_now(engine, "summer", {**SUMMER.by_language(), "de": "Sommer"})
    assert names(engine, "summer")[1:] == ("Été", "Summer")
    with engine.connect() as connection:
        campaign_id = connection.scalar(sa.select(tables.campaigns.c.id))
    as_before(engine, "summer", "L'été", "The summer", campaign_id)
    told = {"fr": "L'été", "en": "The summer"}
    assert names(engine, "summer") == (told, *told.values()), (
        "no word of another language is left of what was there before"
    )


def test_the_way_back_leaves_what_the_version_before_reads(engine: sa.Engine) -> None:
    alembic("offers", engine, "upgrade", "head")
    as_now(engine, "summer", SUMMER.by_language())
    alembic("offers", engine, "downgrade", "0002")
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT name_fr, name_en FROM campaigns")).one()
    assert tuple(found) == ("Été", "Summer")
