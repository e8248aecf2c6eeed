from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from uuid import uuid4

import pytest
import sqlalchemy as sa

from services.applications.domain.documents import KnownDocument
from services.applications.domain.opening import Opening
from services.applications.store import SqlDocuments, SqlQuotients
from services.applications.tables import QUOTIENTS
from services.contracts.documents import DocumentState
from tests.integration.applications.conftest import Bench

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
STATES: tuple[DocumentState, ...] = ("checking", "accepted", "expired", "removed")


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_in_whatever_order_and_however_often_events_come_the_last_one_counts(
    bench: Bench, order: tuple[int, ...]
) -> None:
    document_id, owner_id = uuid4(), uuid4()
    news = [
        KnownDocument(
            document_id,
            owner_id,
            "tax_notice",
            state,
            version,
            content_type="application/pdf" if state == "accepted" else None,
            size=500 if state == "accepted" else None,
        )
        for version, state in enumerate(STATES, start=2)
    ]
    with bench.begin() as session, session.begin():
        documents = SqlDocuments(bench.work(session, NOON))
        by_hand = news[order[0]]
        for step in (*order, *order):
            known = documents.learn(news[step])
            by_hand = by_hand.updated_by(news[step])
            assert known == by_hand
        known = documents.get(document_id)

    assert (known.state, known.version, known.content_type, known.size) == ("removed", 5, "application/pdf", 500)


def test_what_was_asked_earlier_does_not_replace_a_later_quotient(bench: Bench) -> None:
    member_id = uuid4()
    with bench.begin() as session, session.begin():
        quotients = SqlQuotients(bench.work(session, NOON))
        quotients.keep(member_id, {2026: Opening(Decimal(700)), 2025: Opening(Decimal(600))}, NOON)
        quotients.keep(member_id, {2026: Opening(Decimal(900))}, NOON - timedelta(seconds=1))
        quotients.keep(member_id, {2025: Opening(Decimal(650))}, NOON + timedelta(seconds=1))
        kept = session.execute(
            sa.select(QUOTIENTS.c.year, QUOTIENTS.c.amount).where(QUOTIENTS.c.member_id == member_id)
        )

        assert {row.year: row.amount for row in kept} == {2026: Decimal(700), 2025: Decimal(650)}
