"""The officers' queue page and the member's list, at 1,000 and at 200,000 applications."""

import time
from collections.abc import Callable
from contextlib import closing
from statistics import median

import psycopg2

from deploy.demo.client import Client
from tests.bench.figures import Figure
from tests.journeys.stack import RunningStack

FEW, MANY = 1_000, 200_000
REQUESTS = 150
MINE = 50
"""Applications of the member whose list is read, at both sizes: everybody else's must not weigh on it."""


def measure(running: RunningStack, officer: Client, member: Client, model_id: str) -> list[Figure]:
    """`model_id`: an application in the officers' queue; the others are copies of it for members who do not exist."""
    pages: dict[str, Callable[[], object]] = {
        "officer's queue, first page": lambda: officer.call("GET", "/staff/applications"),
        "officer's queue, one benefit": lambda: officer.call(
            "GET", "/staff/applications", params={"benefit_code": "illness"}
        ),
        "member's list, first page": lambda: member.call("GET", "/applications"),
    }
    with closing(psycopg2.connect(running.databases["applications"])) as database:
        database.autocommit = True  # VACUUM runs in no transaction
        _copy(database, model_id, FEW)
        few = {name: _milliseconds(read) for name, read in pages.items()}
        _copy(database, model_id, MANY)
        many = {name: _milliseconds(read) for name, read in pages.items()}
    return [
        Figure(
            f"{name}, {MANY:,} to {FEW:,}",
            many[name],
            None,
            few[name],
            many[name] / few[name],
            "ms p50, less is better",
        )
        for name in pages
    ]


def _copy(database: psycopg2.extensions.connection, model_id: str, until: int) -> None:
    """Fills the table up to `until` rows with copies that differ in id, member and time."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'applications'"
            " AND table_schema = 'public' AND is_generated = 'NEVER' ORDER BY ordinal_position"
        )
        columns = [name for (name,) in cursor.fetchall()]
        differing = {
            "id": "gen_random_uuid()",
            "member_id": f"CASE WHEN n <= {MINE} THEN member_id ELSE gen_random_uuid() END",
            "completed_at": "completed_at + n * interval '1 second'",
            "created_at": "created_at + n * interval '1 second'",
        }
        values = ", ".join(differing.get(name, name) for name in columns)
        cursor.execute("SELECT count(*) FROM applications")
        (present,) = cursor.fetchone() or (0,)
        cursor.execute(
            f"INSERT INTO applications ({', '.join(columns)})"  # noqa: S608 - names of our own columns
            f" SELECT {values} FROM applications, generate_series(%s, %s) AS n WHERE id = %s",
            (present + 1, until, model_id),
        )
        cursor.execute("VACUUM ANALYZE applications")


def _milliseconds(read: Callable[[], object]) -> float:
    taken = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        read()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken[REQUESTS // 10 :])
