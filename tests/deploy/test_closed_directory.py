from pathlib import Path

import psycopg2

from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL


def test_postgresql_runs_behind_a_directory_that_only_its_owner_enters(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    server = PostgreSQL(closed / "postgres", free_port())
    server.start()
    try:
        psycopg2.connect(server.url()).close()
    finally:
        server.stop()
