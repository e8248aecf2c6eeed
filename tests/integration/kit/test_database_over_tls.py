"""A database over TLS is spoken to only if who vouches for it is known, and for that very name."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from deploy.native.parts.ports import free_port
from deploy.native.parts.postgres import PostgreSQL, unprivileged_user
from services.kit.database.engines import reading_engine, writing_engine
from services.kit.settings import ServiceSettings
from tests.parts.certificates import Authority


@pytest.fixture(scope="module")
def over_tls(run_directory: Path, authority: Authority) -> Iterator[PostgreSQL]:
    """By the name localhost."""
    cluster = PostgreSQL(run_directory / "postgres-tls", free_port(), options=("fsync=off", "ssl=on"))
    cluster.prepare()
    for file, kept_as in zip(authority.sign("localhost"), ("server.crt", "server.key"), strict=True):
        place = cluster.directory / "data" / kept_as
        shutil.copyfile(file, place)
        place.chmod(0o600)
        if user := unprivileged_user():
            shutil.chown(place, user)
    cluster.start()
    yield cluster
    cluster.kill()


def settings(cluster: PostgreSQL, host: str, ca_file: Path) -> ServiceSettings:
    address = cluster.url().replace("127.0.0.1", host)
    told = {"database_url": f"{address}?sslmode=verify-full&sslrootcert={ca_file}"}
    limits = {"statement_timeout": 10, "work_timeout": 30, "max_workers": 1}
    return cast("ServiceSettings", SimpleNamespace(**told, **limits))


@pytest.mark.parametrize("make_engine", [writing_engine, reading_engine])
def test_a_database_that_is_vouched_for_is_spoken_to_over_tls(
    over_tls: PostgreSQL, authority: Authority, make_engine: type[sa.Engine]
) -> None:
    engine = make_engine(settings(over_tls, "localhost", authority.file), "ledger")  # type: ignore[call-arg, arg-type]  # a function that makes one
    with engine.connect() as connection:
        asked = sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        assert connection.scalar(asked) is True
    engine.dispose()


def test_one_of_another_authority_is_not_spoken_to(over_tls: PostgreSQL, tmp_path: Path) -> None:
    engine = writing_engine(settings(over_tls, "localhost", Authority(tmp_path / "stranger").file), "ledger")
    with pytest.raises(OperationalError, match="certificate verify failed"):
        engine.connect()


def test_one_of_another_name_is_not_spoken_to(over_tls: PostgreSQL, authority: Authority) -> None:
    engine = writing_engine(settings(over_tls, "127.0.0.1", authority.file), "ledger")
    with pytest.raises(OperationalError, match="does not match host name"):
        engine.connect()
