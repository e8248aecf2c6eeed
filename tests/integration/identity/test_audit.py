"""The audit as it is kept: by a role that can only add, in one chain, from all services; and what its command says."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from services.contracts.actor import Actor, Role
from services.contracts.identity import Acted
from services.identity.domain.audit import Broken, Link, Record
from services.identity.prune_audit import ChainBroken, prune
from services.identity.store import SqlAudit
from services.identity.store.audit import head
from services.identity.tables import AUDIT
from services.identity.verify_audit import Holds, verify
from services.kit.work import Work
from tests.parts.apart import engine_as, make_roles, own_apart, url_as
from tests.parts.house import House, url_of
from tests.parts.migrated import alembic
from tests.parts.service import ROOT

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
OFFICER = Actor(subject=str(uuid4()), portal="staff", roles=frozenset({Role.OFFICER}))
LENGTH = 6
Sql = str


@pytest.fixture(scope="module")
def kept(house: House) -> Iterator[sa.Engine]:
    """The superuser's. As an installation comes to it: one role owned all, then its tables were given to another, and
    the migrations went on as that one."""
    engine = house.new_engine("identity")
    make_roles(house, "identity", "identity_owner")
    with engine.begin() as connection:
        connection.execute(sa.text(f'ALTER DATABASE "{engine.url.database}" OWNER TO identity'))
    alembic("identity", engine_as(engine, "identity"), "upgrade", "0002")
    own_apart(engine, "identity")
    alembic("identity", engine_as(engine, "identity_owner"), "upgrade", "head")
    own_apart(engine, "identity")  # as each later start does
    yield engine
    engine.dispose()


@pytest.fixture
def runtime(kept: sa.Engine) -> Iterator[sa.Engine]:
    engine = engine_as(kept, "identity")
    yield engine
    engine.dispose()


@pytest.fixture
def written(kept: sa.Engine, runtime: sa.Engine) -> sa.Engine:
    """Six entries, by the role of the service."""
    as_superuser(kept, "DELETE FROM audit")
    for number in range(LENGTH):
        append(runtime, number)
    return kept


def append(engine: sa.Engine, number: int, at: datetime = NOON) -> None:
    told = Acted.by(OFFICER, "application_claimed", at, "application", f"the {number}th", member_id=uuid4())
    with Session(engine) as session, session.begin():
        work = Work(actor=Actor(), now=at, session=session, record=lambda _: None)
        SqlAudit(work).append(Record.of(told, event_id=str(UUID(int=number)), trace_id="a trace", now=at))


def as_superuser(engine: sa.Engine, *statements: Sql) -> None:
    """Past the trigger."""
    with engine.begin() as connection:
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(sa.text(statement))


def verified(engine: sa.Engine, *known: Link) -> Holds | Broken:
    with Session(engine) as session:
        return verify(session, known)


def last(engine: sa.Engine) -> Link:
    with Session(engine) as session:
        return head(session)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET act = 'audit_read'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "DROP TABLE audit",
        "ALTER TABLE audit DISABLE TRIGGER audit_only_grows",
        "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "ALTER TABLE audit OWNER TO identity",
        "GRANT UPDATE ON audit TO identity; UPDATE audit SET act = 'audit_read'",
        "SET ROLE identity_owner",
        "SET session_replication_role = replica",
        "DROP SCHEMA public CASCADE",
    ],
)
def test_the_role_of_the_service_adds_and_reads_and_nothing_else(
    written: sa.Engine, runtime: sa.Engine, statement: Sql
) -> None:
    with pytest.raises(ProgrammingError, match=r"denied|must be owner"), runtime.begin() as connection:
        connection.execute(sa.text(statement))
    assert verified(runtime) == Holds(Link(0, "0" * 64), last(written))


@pytest.mark.parametrize("statement", ["UPDATE audit SET act = act", "DELETE FROM audit", "TRUNCATE audit"])
def test_where_one_role_still_owns_all_it_changes_nothing_by_mistake(written: sa.Engine, statement: Sql) -> None:
    with pytest.raises(DBAPIError, match="the audit only grows"), written.begin() as connection:
        connection.execute(sa.text(statement))


def test_what_is_added_at_once_makes_one_chain(written: sa.Engine, runtime: sa.Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: append(runtime, number), range(100, 140)))
    found = verified(written)
    assert isinstance(found, Holds)
    assert found.count == LENGTH + 40


def test_an_act_that_comes_again_is_written_once(written: sa.Engine, runtime: sa.Engine) -> None:
    append(runtime, 0)
    assert last(written).sequence == LENGTH


SWAP = [
    "UPDATE audit SET sequence = -1 WHERE sequence = 3",
    "UPDATE audit SET sequence = 3 WHERE sequence = 4",
    "UPDATE audit SET sequence = 4 WHERE sequence = -1",
]
TAMPERED: dict[str, tuple[list[Sql], Broken]] = {
    "another actor": (
        [f"UPDATE audit SET actor_id = '{uuid4()}' WHERE sequence = 3"],  # noqa: S608  # ours
        Broken(3, "not what was written: its hash is another"),
    ),
    "another instant": (
        ["UPDATE audit SET at = at + interval '1 microsecond' WHERE sequence = 2"],
        Broken(2, "not what was written: its hash is another"),
    ),
    "another role": (
        ["UPDATE audit SET actor_roles = '{administrator}' WHERE sequence = 5"],
        Broken(5, "not what was written: its hash is another"),
    ),
    "one taken out": (["DELETE FROM audit WHERE sequence = 3"], Broken(3, "missing: entry 4 comes after entry 2")),
    "the first taken out": (
        ["DELETE FROM audit WHERE sequence = 1"],
        Broken(1, "missing: entry 2 comes after entry 0"),
    ),
    "two in another order": (SWAP, Broken(3, "does not follow from entry 2")),
    "the end cut off": (
        ["DELETE FROM audit WHERE sequence > 4"],
        Broken(5, "missing: the chain went on until 6 at least"),
    ),
    "all gone": (["DELETE FROM audit"], Broken(1, "missing: the chain went on until 6 at least")),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_first_broken_link_is_named(written: sa.Engine, how: str) -> None:
    statements, expected = TAMPERED[how]
    known = last(written)
    as_superuser(written, *statements)
    assert verified(written, known) == expected


def test_an_end_that_was_written_anew_is_not_the_one_that_is_known(written: sa.Engine, runtime: sa.Engine) -> None:
    known = last(written)
    as_superuser(written, "DELETE FROM audit WHERE sequence > 4")
    for number in (1000, 1001, 1002):
        append(runtime, number)
    assert isinstance(verified(written), Holds)
    assert verified(written, known) == Broken(6, "not the one that is known from before: all after it was written anew")


def command(module: str, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"services.identity.{module}", *arguments],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_tells_how_far_the_chain_goes_and_remembers_it(written: sa.Engine, tmp_path: Path) -> None:
    anchors, url = tmp_path / "anchors", url_as(written, "identity")
    first = command("verify_audit", url, "--anchors", str(anchors))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines() == [
        "6 entries, each follows from the one before; first after 0",
        f"head {last(written)}",
    ]
    as_superuser(written, "DELETE FROM audit WHERE sequence = 6")
    cut = command("verify_audit", url, "--anchors", str(anchors))
    assert (cut.returncode, cut.stdout) == (1, "")
    assert cut.stderr == "BROKEN at entry 6: missing: the chain went on until 6 at least\n"


def test_the_command_warns_where_the_role_could_change_what_it_wrote(written: sa.Engine) -> None:
    assert "may change what it has written" in command("verify_audit", url_of(written)).stderr


@pytest.fixture
def prunes(kept: sa.Engine) -> Callable[[datetime], Link | None]:
    def as_owner(before: datetime) -> Link | None:
        with Session(engine_as(kept, "identity_owner")) as session, session.begin():
            return prune(session, before, NOON + timedelta(days=400))

    return as_owner


def test_the_owner_drops_what_is_too_old_and_the_rest_hangs_on_what_it_left(
    written: sa.Engine, runtime: sa.Engine, prunes: Callable[[datetime], Link | None]
) -> None:
    append(runtime, 2000, NOON + timedelta(days=300))
    dropped = prunes(NOON + timedelta(days=1))
    assert dropped is not None
    assert dropped.sequence == LENGTH
    assert verified(written) == Holds(dropped, last(written))
    assert last(written).sequence == LENGTH + 2
    assert prunes(NOON + timedelta(days=1)) is None
    with pytest.raises(DBAPIError, match="the audit only grows"), written.begin() as connection:
        connection.execute(sa.delete(AUDIT))
    as_superuser(written, f"DELETE FROM audit WHERE sequence = {LENGTH + 1}")  # noqa: S608  # ours
    assert verified(written) == Broken(LENGTH + 1, f"missing: entry {LENGTH + 2} comes after entry {LENGTH}")


def test_a_chain_that_does_not_hold_is_evidence_and_stays(
    written: sa.Engine, prunes: Callable[[datetime], Link | None]
) -> None:
    as_superuser(written, "UPDATE audit SET detail = 'x' WHERE sequence = 3")
    with pytest.raises(ChainBroken, match="entry 3"):
        prunes(NOON + timedelta(days=1))


def test_nobody_but_the_owner_drops_anything_and_nobody_before_six_months(kept: sa.Engine, runtime: sa.Engine) -> None:
    as_superuser(kept, "DELETE FROM audit")
    append(runtime, 0, NOON - timedelta(days=400))
    of_the_service, of_the_owner = url_as(kept, "identity"), url_as(kept, "identity_owner")
    refused = command("prune_audit", of_the_service, "--keep-days", "365")
    assert (refused.returncode, "only the owner of the audit may" in refused.stderr) == (1, True)
    early = command("prune_audit", of_the_owner, "--keep-days", "30")
    assert (early.returncode, "at least 183 days are kept" in early.stderr) == (2, True)
    first = last(kept)
    assert first.sequence == 1
    assert command("prune_audit", of_the_owner, "--keep-days", "365").stdout == f"dropped until entry {first}\n"
