"""Lists at the size where a missing index, or a statement a row, shows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from services.applications import queries
from services.applications.handlers.publish_benefit import publish_benefit
from services.applications.store import SqlBenefits
from services.contracts.actor import Actor, Role
from services.contracts.applications import ListApplications, ListQueue
from services.kit.database.paging import BadCursor
from tests.integration.applications.catalogue import holidays
from tests.integration.applications.conftest import Bench

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
ROWS = 20_000
OFFICER, MEMBER = uuid4(), uuid4()
PAUL = Actor(subject=str(OFFICER), portal="staff", roles=frozenset({Role.OFFICER}))
ANA = Actor(subject=str(MEMBER), portal="agent", roles=frozenset({Role.MEMBER}))

_FILL = sa.text("""
    INSERT INTO applications (id, member_id, portal, benefit_code, benefit_revision, year, status, answers, asked,
        reopened, missing_count, cgos_number, applicant, submitted_at, completed_at, queue_at, waited_seconds,
        claimed_by, decided_at, amount, unread_by_member, unread_by_officer, created_at, updated_at, version,
        frozen_quotient)
    SELECT gen_random_uuid(), CASE WHEN n % 500 = 0 THEN CAST(:member AS uuid) ELSE gen_random_uuid() END,
        CASE WHEN n % 11 = 0 THEN 'medical' ELSE 'agent' END,
        CASE WHEN n % 51 = 0 THEN 'rare' ELSE 'common' END, 1, 2026,
        status, '{"children": [{}]}', '{}', '[]', 0, lpad(n::text, 8, '0'),
        jsonb_build_object('given_name', 'Zoé', 'family_name', CASE n % 5000 WHEN 41 THEN 'Le Goff' ELSE 'B' || n END,
            'establishment_name', 'CHU ' || n % 100, 'region', 'R' || n % 37),
        queued, CASE WHEN status = 'incomplete' THEN NULL ELSE queued END, queued, 0,
        CASE WHEN status = 'under_review' THEN
            CASE WHEN n % 7 = 0 THEN CAST(:officer AS uuid) ELSE gen_random_uuid() END END,
        CASE WHEN status = 'approved' THEN queued END, CASE WHEN status = 'approved' THEN 100 END, 0, 0,
        started, started, 1, CASE n % 29 WHEN 0 THEN NULL WHEN 1 THEN 560 ELSE 400 + n % 3000 END
    FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 minute' AS started,
            CASE WHEN n % 20 = 0 THEN NULL ELSE timestamptz '2026-01-02' + n * interval '1 minute' END AS queued,
            CASE WHEN n % 20 = 0 THEN 'draft' WHEN n % 20 < 4 THEN 'submitted' WHEN n % 20 < 7 THEN 'under_review'
                WHEN n % 20 < 9 THEN 'incomplete' ELSE 'approved' END AS status
          FROM generate_series(1, :rows) n) numbered
""")


@pytest.fixture(scope="module")
def filled(own_database: sa.Engine) -> sa.Engine:
    bench = Bench(own_database)
    with bench.begin() as session, session.begin():
        for code in ("common", "rare"):
            publish_benefit(holidays(code=code), SqlBenefits(bench.work(session, NOON)))
        session.execute(_FILL, {"rows": ROWS, "member": MEMBER, "officer": OFFICER})
    with own_database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return own_database


class Statements:
    def __init__(self) -> None:
        self.run: list[tuple[str, Any]] = []

    def __call__(self, _c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        self.run.append((statement, parameters))


@pytest.fixture
def statements(filled: sa.Engine) -> Iterator[Statements]:
    statements = Statements()
    sa.event.listen(filled, "before_cursor_execute", statements)
    yield statements
    sa.event.remove(filled, "before_cursor_execute", statements)


def pages(filled: sa.Engine, query: ListQueue) -> list[list[UUID]]:
    found: list[list[UUID]] = []
    with Bench(filled).begin() as session:
        cursor = None
        while True:
            page = queries.list_queue(session, query.model_copy(update={"cursor": cursor}), PAUL, NOON, "fr")
            found.append([item.id for item in page.items])
            cursor = page.next_cursor
            if cursor is None:
                return found


FILTERS: list[dict[str, Any]] = [
    {},
    {"status": "approved"},
    {"status": "incomplete", "portal": "medical"},
    {"benefit_code": "rare"},
    {"benefit_code": "rare", "status": "approved"},
    {"portal": "medical"},
    {"assigned": "me"},
    {"assigned": "nobody"},
    {"assigned": "somebody"},
    {"assigned": "me", "benefit_code": "rare"},
    {"cgos_number": "00000107"},
    {"applicant": "00000107"},
    {"submitted_from": date(2026, 1, 10), "submitted_to": date(2026, 1, 10)},
    {"waiting_for": "member"},
    {"waiting_for": "officer", "over_days": 300},
    {"over_days": 400},
    {"region": "R7"},
    {"region": "R7", "status": "approved"},
    {"establishment": "CHU 41"},
    {"establishment": "CHU 41", "status": "approved"},
    {"quotient_tier": "unknown"},
    {"quotient_tier": "710", "status": "approved"},
    {"q": "00000107"},
    {"q": "legoff"},
    {"q": "zoe le gof"},
    {"q": "le goff", "status": "approved"},
    {"q": str(UUID(int=1, version=4))},
    {"submitted_from": date.min, "submitted_to": date.max},
]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_each_filter_of_the_queue_is_one_statement_that_reads_few_rows(
    filled: sa.Engine, statements: Statements, filters: dict[str, Any]
) -> None:
    with Bench(filled).begin() as session:
        queries.list_queue(session, ListQueue.model_validate({"limit": 20, **filters}), PAUL, NOON, "fr")
    ((statement, parameters),) = statements.run

    with filled.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).scalar_one()

    assert most_rows_read(explained[0]["Plan"]) < ROWS / 10


def most_rows_read(plan: dict[str, Any]) -> int:
    """Of applications, by any step: those it gave and those it threw away."""
    mine = plan.get("Relation Name") == "applications"
    read = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"] if mine else 0
    return max([int(read), *(most_rows_read(one) for one in plan.get("Plans", ()))])


def test_an_applicants_files_are_all_that_they_submitted_whatever_became_of_it(filled: sa.Engine) -> None:
    with Bench(filled).begin() as session:
        decided, draft = (
            queries.list_queue(session, ListQueue(applicant=number), PAUL, NOON, "fr").items
            for number in ("00000119", "00000120")
        )
    assert [each.status for each in decided] == ["approved"]
    assert draft == []


def test_the_queue_is_counted_by_whose_it_is(filled: sa.Engine) -> None:
    with Bench(filled).begin() as session:
        counted = queries.count_queue(session, PAUL, NOON)
        lists = {
            assigned: sum(map(len, pages(filled, ListQueue.model_validate({"assigned": assigned, "limit": 100}))))
            for assigned in ("nobody", "me", "somebody")
        }
    assert (counted.nobodys, counted.mine, counted.others) == (
        lists["nobody"],
        lists["me"],
        lists["somebody"] - lists["me"],
    )


def test_pages_of_the_queue_meet_without_gap_or_overlap(filled: sa.Engine) -> None:
    found = pages(filled, ListQueue(benefit_code="rare", limit=37))
    with filled.connect() as connection:
        expected = connection.execute(
            sa.text(
                "SELECT id FROM applications WHERE benefit_code = 'rare' AND status IN ('submitted', 'under_review')"
                " ORDER BY queue_at, id"
            )
        ).scalars()
        assert [one for page in found for one in page] == list(expected)
    assert {len(page) for page in found[:-1]} == {37}


def test_a_search_finds_whatever_was_submitted_by_the_beginnings_of_words_and_by_reference(filled: sa.Engine) -> None:
    """Of rows 41, 5041, 10041 and 15041 none is a draft."""
    with Bench(filled).begin() as session:

        def found(q: str) -> list[UUID]:
            return [each.id for each in queries.list_queue(session, ListQueue(q=q), PAUL, NOON, "fr").items]

        every = found("LE GOFF")
        assert len(every) == 4
        assert [found(q) for q in ("goff zoé", "Zoe Gof", "goff martin", "’ -")] == [every, every, [], []]
        assert found(str(every[2])) == [every[2]]
        assert len(found("00000041")) == 1


def test_a_tier_holds_its_own_bound_and_the_unknown_are_apart(filled: sa.Engine) -> None:
    kept = sa.text("SELECT frozen_quotient FROM applications WHERE id = ANY(:ids)")

    def quotients(tier: str) -> set[Any]:
        found = pages(filled, ListQueue.model_validate({"quotient_tier": tier, "limit": 100}))
        with filled.connect() as connection:
            return set(connection.execute(kept, {"ids": [one for page in found for one in page]}).scalars())

    lowest = quotients("560")
    assert (min(lowest) >= 400, max(lowest)) == (True, 560)
    assert min(quotients("710")) == 561
    assert quotients("unknown") == {None}
    assert min(quotients("above")) > 1496


def test_what_is_late_is_so_against_the_usual_delay_of_its_benefit(filled: sa.Engine) -> None:
    usual = "INSERT INTO usual_delays (benefit_code, p50_days, p90_days, computed_at) VALUES ('rare', 10, 20, now())"
    with Bench(filled).begin() as session:
        session.execute(sa.text(usual))
        query = ListQueue(benefit_code="rare", limit=1)
        submitted = queries.list_queue(session, query, PAUL, NOON, "fr").items[0].submitted_at
        assert submitted is not None

        def shown(days: float) -> tuple[Any, ...]:
            now = submitted + timedelta(days=days)
            item = queries.list_queue(session, query, PAUL, now, "fr").items[0]
            return item.waiting_days, item.usual_days, item.late

        assert [shown(days) for days in (9.5, 10.5, 20, 20.5)] == [
            (10, 20, None),
            (11, 20, "soon"),
            (20, 20, "soon"),
            (21, 20, "late"),
        ]


def test_drafts_are_in_nobodys_queue(filled: sa.Engine) -> None:
    assert pages(filled, ListQueue(status="draft")) == [[]]


def test_the_members_list_is_one_statement(filled: sa.Engine, statements: Statements) -> None:
    with Bench(filled).begin() as session:
        page = queries.list_applications(session, ListApplications(limit=20), ANA, "fr")

    assert len(page.items) == 20
    assert len(statements.run) == 1
    assert page.items == sorted(page.items, key=lambda one: one.created_at, reverse=True)


def test_one_application_is_three_statements_however_long_its_history(
    filled: sa.Engine, statements: Statements
) -> None:
    with Bench(filled).begin() as session:
        page = queries.list_applications(session, ListApplications(limit=1), ANA, "fr")
        statements.run.clear()
        queries.get_application(session, page.items[0].id, ANA, NOON, "fr")

    assert len(statements.run) == 3


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwiYiJd", "W1sidCIsIjIwMjYtMDEtMDEiXSxbInUiLCJ4Il1d"])
def test_a_cursor_that_no_list_gave_is_refused(filled: sa.Engine, cursor: str) -> None:
    with Bench(filled).begin() as session, pytest.raises(BadCursor):
        queries.list_queue(session, ListQueue(cursor=cursor), PAUL, NOON, "fr")
