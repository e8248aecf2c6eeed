"""A database and a role for each service, and their migrations."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

from deploy.native.fingerprints import fingerprint
from deploy.native.parts.postgres import PostgreSQL
from deploy.native.programs import MARK, ROOT, python

OWNED_APART = ("identity",)
"""Services whose tables belong to another role than the one they run under: they cannot change them, whoever has
taken them over. The migrations run as that one."""
OWN_APART = ROOT / "deploy" / "postgres" / "own-apart.sql"


class MigrationFailed(Exception):
    """Says which and why."""


def owner_of(service: str) -> str:
    """The role that the tables of a service belong to."""
    return f"{service}_owner" if service in OWNED_APART else service


def create_databases(postgres: PostgreSQL, passwords: Mapping[str, str]) -> None:
    """One database and one role of the same name each; nobody else connects to it. Harmless when repeated."""
    connection = psycopg2.connect(postgres.url())
    connection.autocommit = True  # CREATE DATABASE runs in no transaction
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            present = {name for (name,) in cursor.fetchall()}
            for name in passwords.keys() - present:
                role, password = sql.Identifier(name), sql.Literal(passwords[name])
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
                if cursor.fetchone() is None:
                    cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, password))
                cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
                cursor.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(role))
    finally:
        connection.close()


def own_apart(postgres: PostgreSQL, passwords: Mapping[str, str]) -> None:
    """The tables of these services to a role of their own each, which has the password. Harmless when repeated."""
    for service, password in passwords.items():
        with closing(psycopg2.connect(postgres.url(service))) as connection, connection, connection.cursor() as cursor:
            owner = owner_of(service)
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (owner,))
            if cursor.fetchone() is None:
                role = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
                cursor.execute(role.format(sql.Identifier(owner), sql.Literal(password)))
            cursor.execute("SELECT set_config('agentspace.service', %s, true)", (service,))
            cursor.execute(OWN_APART.read_text())


class Migrations:
    """Run side by side, and only where a service has new ones since the last time."""

    def __init__(self, stack: Path) -> None:
        self._stack = stack
        self._done_file = stack / "migrated.json"

    def run(self, settings: Mapping[str, Mapping[str, str]]) -> None:
        """`settings`: the environment of each service. Raises MigrationFailed."""
        wanted = {service: fingerprint(_revisions(service)) for service in settings}
        done = json.loads(self._done_file.read_text()) if self._done_file.exists() else {}
        running = {
            service: subprocess.Popen(  # noqa: S603 - our own command line
                python("alembic", "-c", str(ROOT / "services" / service / "alembic.ini"), "upgrade", "head"),
                env={**os.environ, **settings[service], MARK: str(self._stack)},
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for service in wanted
            if done.get(service) != wanted[service]
        }
        outcomes = {service: (process.communicate()[0], process.returncode) for service, process in running.items()}
        for service, (output, code) in outcomes.items():
            if code:
                raise MigrationFailed(f"the migrations of {service} failed:\n{output}")
        self._done_file.write_text(json.dumps(wanted, indent=2))


def _revisions(service: str) -> Iterator[Path]:
    return (ROOT / "services" / service / "migrations").rglob("*.py")
