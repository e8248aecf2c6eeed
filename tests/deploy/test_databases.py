"""What makes the databases, in a container and natively, on a cluster of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from deploy.docker.secrets import write_secrets
from deploy.native.blueprint import SERVICES
from deploy.native.databases import OWN_APART, create_databases, own_apart
from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL
from deploy.native.programs import ROOT

SCRIPT = ROOT / "deploy" / "postgres" / "create-databases.sh"


@pytest.fixture(scope="module")
def cluster(run_directory: Path) -> Iterator[PostgreSQL]:
    cluster = PostgreSQL(run_directory / "of-a-container", free_port(), options=("fsync=off",))
    cluster.start()
    yield cluster
    cluster.kill()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("secrets")
    write_secrets(directory)
    return directory


def run(cluster: PostgreSQL, secrets: Path) -> None:
    address = {"PGHOST": "127.0.0.1", "PGPORT": str(cluster.port), "PGPASSWORD": cluster.password}
    subprocess.run(
        ["sh", str(SCRIPT)],
        env={**os.environ, **address, "SECRETS": str(secrets), "OWN_APART": str(OWN_APART)},
        check=True,
        capture_output=True,
        text=True,
    )


def ask(cluster: PostgreSQL, secrets: Path, role: str, database: str, statement: str) -> object:
    url = cluster.url(database, role, (secrets / f"database_password_{role}").read_text())
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def test_it_makes_what_is_missing_and_bears_to_be_run_again_after_an_upgrade(
    cluster: PostgreSQL, secrets: Path
) -> None:
    run(cluster, secrets)
    ask(cluster, secrets, "identity_owner", "identity", "CREATE TABLE audit (sequence int)")
    run(cluster, secrets)
    for service in SERVICES:
        assert ask(cluster, secrets, service, service, "SELECT current_database()") == (service,)
    ask(cluster, secrets, "offers", "offers", "CREATE TABLE of_its_own (id int)")
    ask(cluster, secrets, "identity", "identity", "INSERT INTO audit VALUES (1)")
    for refused in ("UPDATE audit SET sequence = 2", "DELETE FROM audit", "DROP TABLE audit", "CREATE TABLE more ()"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(cluster, secrets, "identity", "identity", refused)


def test_nobody_enters_the_database_of_another(cluster: PostgreSQL, secrets: Path) -> None:
    run(cluster, secrets)
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        ask(cluster, secrets, "offers", "identity", "SELECT 1")


def test_natively_what_one_role_owned_is_parted_and_stays_so(run_directory: Path) -> None:
    cluster = PostgreSQL(run_directory / "of-one-machine", free_port(), options=("fsync=off",))
    cluster.start()

    def as_identity(statement: str) -> None:
        with closing(psycopg2.connect(cluster.url("identity", "identity", "p"))) as connection, connection:
            connection.cursor().execute(statement)

    try:
        create_databases(cluster, {"identity": "p"})
        as_identity("CREATE TABLE audit (sequence int); CREATE TABLE others (id int)")  # as a version from before
        for _ in range(2):
            create_databases(cluster, {"identity": "p"})
            own_apart(cluster, {"identity": "q"})
        as_identity("INSERT INTO audit VALUES (1); INSERT INTO others VALUES (1); UPDATE others SET id = 2")
        for refused in ("UPDATE audit SET sequence = 2", "DELETE FROM audit", "DROP TABLE others", "DROP TABLE audit"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                as_identity(refused)
        psycopg2.connect(cluster.url("identity", "identity_owner", "q")).close()
    finally:
        cluster.kill()
