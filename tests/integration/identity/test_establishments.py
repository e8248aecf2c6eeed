"""Establishments are found by what people type, among three thousand, by an index."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.identity import ListEstablishments
from services.identity.domain.establishments import Establishment, typed_words
from services.identity.handlers.index_establishments import index_establishments
from services.identity.queries.establishments import _found, establishments
from services.identity.store import SqlEstablishments
from services.identity.tables import ESTABLISHMENTS
from services.kit.work import Work
from tests.parts.house import House
from tests.parts.migrated import migrated

AUBRAC = "Centre hospitalier de Saint-Aubrac"
THREE_THOUSAND = 3000


@pytest.fixture(scope="module")
def three_thousand(house: House) -> Iterator[Session]:
    engine = migrated(house, "identity")
    drawn = random.Random(3000)
    syllables = ["mon", "val", "ber", "tou", "lis", "cau", "dre", "ville", "gny", "sac", "ron", "pel", "fon", "quet"]
    with Session(engine) as session, session.begin():
        store = SqlEstablishments(Work(actor=Actor(), now=datetime.now(UTC), session=session, record=lambda _: None))
        for number in range(THREE_THOUSAND):
            town = "".join(drawn.sample(syllables, 3)).capitalize()
            code = f"{number % 95 + 1:02d}{number % 1000:03d}"
            store.add(Establishment(uuid4(), f"Hôpital de {town} {number}", "ch", town, code, "Bretagne"))
        for name, kind, city, code in (
            (AUBRAC, "ch", "Saint-Aubrac", "12980"),
            ("CHU des Trois-Rivières", "chu", "Montaubry", "31950"),
            ("EHPAD La Roseraie", "ehpad", "Sainte-Œuvre", "33980"),
            ("Centre hospitalier d’Orme", "ch", "Aubracville", "61970"),
        ):
            store.add(Establishment(uuid4(), name, kind, city, code, "Occitanie"))  # type: ignore[arg-type]  # of those above
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE establishments"))  # as the database does by itself
    with Session(engine) as session:
        yield session
    engine.dispose()


def found(session: Session, q: str) -> list[str]:
    return [each.name for each in establishments(session, ListEstablishments(q=q, limit=20)).items]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("CH St Aubrac", AUBRAC),
        ("saint aubrac", AUBRAC),
        ("hopital de ste aubrac", AUBRAC),
        ("centre hospitalier st-aubrac 12", AUBRAC),
        ("aubrac", AUBRAC),
        ("st aubarc", AUBRAC),
        ("12980", AUBRAC),
        ("centre hospitalier universitaire trois rivieres", "CHU des Trois-Rivières"),
        ("chu montaubri", "CHU des Trois-Rivières"),
        ("maison de retraite ste oeuvre", "EHPAD La Roseraie"),
        ("la rosseraie", "EHPAD La Roseraie"),
    ],
)
def test_it_is_found_first_by_what_people_type(typed: str, first: str, three_thousand: Session) -> None:
    assert found(three_thousand, typed)[:1] == [first]


def test_what_is_like_nothing_finds_nothing(three_thousand: Session) -> None:
    assert found(three_thousand, "aubrac xyzxyz") == found(three_thousand, "wwwwww") == []


def test_a_ranked_list_is_walked_page_by_page(three_thousand: Session) -> None:
    query = ListEstablishments(q="hopital", limit=100)
    first = establishments(three_thousand, query)
    second = establishments(three_thousand, query.model_copy(update={"cursor": first.next_cursor}))
    assert {each.id for each in first.items}.isdisjoint(each.id for each in second.items)


def test_the_index_is_used_among_three_thousand(three_thousand: Session) -> None:
    statement, _ = _found(typed_words("CH St Aubrac"))
    explained = sa.text(
        f"EXPLAIN {statement.compile(three_thousand.get_bind(), compile_kwargs={'literal_binds': True})}"
    )
    plan = "\n".join(three_thousand.execute(explained).scalars())
    print(plan)
    assert "ix_establishments_found_by" in plan


def test_those_of_the_version_before_are_indexed_once(three_thousand: Session) -> None:
    mine = ESTABLISHMENTS.c.name == AUBRAC
    three_thousand.execute(sa.update(ESTABLISHMENTS).where(mine).values(found_by=ESTABLISHMENTS.c.search, grams=None))
    assert found(three_thousand, "saint aubrac")[:1] == [AUBRAC]
    work = Work(actor=Actor(), now=datetime.now(UTC), session=three_thousand, record=lambda _: None)
    assert [index_establishments(SqlEstablishments(work)) for _ in range(2)] == [1, 0]
    assert found(three_thousand, "CH St Aubrac")[:1] == [AUBRAC]
