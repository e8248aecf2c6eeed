"""How often a number may be asked for, counted in the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.contracts.actor import Actor
from services.contracts.base import Event
from services.contracts.identity import RequestNumber
from services.contracts.identity.refusals import (
    TooManyNumberRequestsForEstablishment,
    TooManyNumberRequestsForPerson,
    TooManyNumberRequestsFromHere,
)
from services.contracts.refusals import Refusal
from services.identity.domain.establishments import Establishment
from services.identity.domain.numbers import RequestLimits
from services.identity.handlers.request_number import request_number
from services.identity.queries.wording import profession_names
from services.identity.store import SqlEstablishments, SqlNumberRequests
from services.kit.work import Work
from tests.integration.kit.test_counting import AT_ONCE, at_once
from tests.parts.house import House
from tests.parts.migrated import migrated

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
LIMITS = RequestLimits(per_source=4, per_establishment=6, per_person=2)


@pytest.fixture(scope="module")
def own_database(house: House) -> Iterator[sa.Engine]:
    engine = migrated(house, "identity")
    yield engine
    engine.dispose()


def establishment(engine: sa.Engine) -> UUID:
    place = Establishment(uuid4(), f"CHU {uuid4()}", "chu", "Valmont", "75001", "Île-de-France")
    told: list[Event] = []
    with Session(engine) as session, session.begin():
        SqlEstablishments(Work(actor=Actor(), now=NOON, session=session, record=told.append)).add(place)
    return place.id


def ask(engine: sa.Engine, place: UUID, at: datetime = NOON, source: str | None = None, **others: Any) -> None:
    """Each time for somebody else, from elsewhere, unless told otherwise."""
    command = RequestNumber.model_validate(
        {
            "portal": "agent",
            "establishment_id": place,
            "profession": "infirmier",
            "family_name": f"Vasseur {uuid4()}",
            "given_name": "Inès",
            "birth_date": date(1990, 5, 17),
            "email": "ines@example.org",
            "source": source or str(uuid4()),
        }
        | others
    )
    told: list[Event] = []
    with Session(engine) as session, session.begin():
        work = Work(actor=Actor(), now=at, session=session, record=told.append)
        stores = SqlEstablishments(work), SqlNumberRequests(work)
        request_number(command, uuid4(), at, LIMITS, *stores, profession_names())


def test_so_many_numbers_are_asked_for_from_one_network_in_an_hour(own_database: sa.Engine) -> None:
    for minute in range(LIMITS.per_source):
        ask(own_database, establishment(own_database), NOON + timedelta(minutes=minute), "192.0.2.0/24")
    with pytest.raises(TooManyNumberRequestsFromHere) as refused:
        ask(own_database, establishment(own_database), NOON + timedelta(minutes=50), "192.0.2.0/24")
    assert refused.value.facts == {"most": LIMITS.per_source, "retry_after": 600}
    ask(own_database, establishment(own_database), NOON + timedelta(hours=1), "192.0.2.0/24")


def test_so_many_numbers_are_asked_for_one_establishment_in_an_hour(own_database: sa.Engine) -> None:
    place = establishment(own_database)
    for _ in range(LIMITS.per_establishment):
        ask(own_database, place)
    with pytest.raises(TooManyNumberRequestsForEstablishment):
        ask(own_database, place)
    ask(own_database, establishment(own_database))


def test_so_many_numbers_are_asked_for_one_person_in_a_day_whoever_asks_and_however_it_is_typed(
    own_database: sa.Engine,
) -> None:
    for typed in ("Le Héricé", "LE HERICE"):
        ask(own_database, establishment(own_database), family_name=typed)
    with pytest.raises(TooManyNumberRequestsForPerson) as refused:
        ask(own_database, establishment(own_database), NOON + timedelta(hours=23), family_name="le-hérice")
    assert refused.value.facts["retry_after"] == 24 * 3600, "when somebody else asked is not told"
    ask(own_database, establishment(own_database), NOON + timedelta(hours=24), family_name="Le Héricé")


def test_of_requests_at_once_no_more_are_kept_than_allowed(own_database: sa.Engine) -> None:
    place = establishment(own_database)
    refused: list[str] = []

    def one(_number: int) -> None:
        try:
            ask(own_database, place, source="198.51.100.0/24")
        except Refusal as refusal:
            refused.append(refusal.code)

    at_once(AT_ONCE, one)

    assert refused == ["too-many-number-requests-from-here"] * (AT_ONCE - LIMITS.per_source)
