"""A service's database as its migrations make it."""

import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from tests.parts.house import House, url_of

ROOT = Path(__file__).parents[2]


def migrated(house: House, service: str) -> sa.Engine:
    engine = house.new_engine(service)
    alembic(service, engine, "upgrade", "head")
    return engine


def alembic(service: str, engine: sa.Engine, *arguments: str) -> None:
    """Raises CalledProcessError, with what alembic printed."""
    ended = subprocess.run(
        [sys.executable, "-m", "alembic", "-c", f"services/{service}/alembic.ini", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url_of(engine)},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if ended.returncode:
        error = subprocess.CalledProcessError(ended.returncode, ended.args, ended.stdout)
        error.add_note(ended.stdout)
        raise error
