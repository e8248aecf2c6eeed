"""A PostgreSQL cluster of our own, in one directory, on loopback only. PostgreSQL refuses to run as root: it runs as
`postgres`, or `nobody` where the distribution made no such user."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from deploy.native.parts.processes import children, end, read_pid, start_detached, wait_until_gone
from deploy.native.parts.users import as_user

SUPERUSER = "postgres"


def programs() -> Path:
    """Where the newest installed server is. Raises FileNotFoundError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise FileNotFoundError("no PostgreSQL server under /usr/lib/postgresql")
    return found[-1].parent


def unprivileged_user() -> str | None:
    """None where this process already is one."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass(frozen=True)
class PostgreSQL:
    directory: Path
    """Absolute. Data of an earlier run is found again."""
    port: int
    options: Sequence[str] = ()
    """More settings, `name=value`."""

    @property
    def pid(self) -> int | None:
        return read_pid(self.directory / "data" / "postmaster.pid")

    @property
    def password(self) -> str:
        """The superuser's; exists after `prepare`."""
        return (self.directory / "password").read_text().strip()

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """For SQLAlchemy and psycopg2."""
        secret = self.password if password is None else password
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def command(self) -> list[str]:
        """For a supervisor, run as `unprivileged_user()`: stays in the foreground, SIGINT stops it cleanly."""
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            # A statement holds what it writes: names, addresses. None is logged, neither slow nor failed.
            "log_min_duration_statement=-1",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            *self.options,
        )
        arguments = [argument for setting in settings for argument in ("-c", setting)]
        return [str(programs() / "postgres"), "-D", str(self.directory / "data"), *arguments]

    def prepare(self) -> None:
        """Makes the cluster where there is none."""
        self.directory.mkdir(parents=True, exist_ok=True)
        data = self.directory / "data"
        if (data / "PG_VERSION").exists():
            return
        shutil.rmtree(data, ignore_errors=True)  # what a killed initdb left
        password = self.directory / "password"
        password.touch(0o600)
        password.write_text(secrets.token_urlsafe(20))
        if user := unprivileged_user():
            for path in (self.directory, password):
                shutil.chown(path, user)
        initdb = [
            str(programs() / "initdb"),
            *("--pgdata", str(data), "--username", SUPERUSER, "--pwfile", str(password)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"),
        ]
        subprocess.run(  # noqa: S603  # our own command line
            as_user(unprivileged_user(), initdb, self.directory),
            cwd=self.directory,
            check=True,
            capture_output=True,
        )

    def start(self, *, timeout: float = 30) -> None:
        """Detached; returns when clients can connect. Harmless where it runs already."""
        self.prepare()
        if self.pid is None:
            command = as_user(unprivileged_user(), self.command(), self.directory)
            start_detached(command, cwd=self.directory, log=self.directory / "log")
        self.wait_until_ready(timeout=timeout)

    def wait_until_ready(self, *, timeout: float = 30) -> None:
        """Until it takes connections: it listens before that, while it recovers. Raises TimeoutError."""
        give_up = time.monotonic() + timeout
        question = [str(programs() / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        while subprocess.run(question, check=False).returncode != 0:  # noqa: S603  # our own command line
            if time.monotonic() > give_up:
                raise TimeoutError(f"PostgreSQL takes no connections on port {self.port} after {timeout} s")
            time.sleep(0.1)

    def stop(self, *, timeout: float = 30) -> None:
        """Rolls open transactions back and writes everything down."""
        end(self.pid, signal.SIGINT, timeout=timeout)

    def kill(self) -> None:
        """What a power cut does: no checkpoint, recovery at the next start."""
        postmaster = self.pid
        servants = children(postmaster) if postmaster else []
        end(postmaster, signal.SIGKILL, timeout=10)
        for servant in servants:  # until the last one has let go of the shared memory, no new server starts
            wait_until_gone(servant, timeout=10)

    def refuse_writes(self) -> None:
        """What a standby does, and a primary that is being replaced: sessions stay, and every write is refused."""
        self._configure("SET default_transaction_read_only = on", "on")

    def take_writes(self) -> None:
        self._configure("RESET default_transaction_read_only", "off")

    def _configure(self, what: str, expected: str) -> None:
        """Returns when sessions go by it: the server tells them all before it opens a new one that does."""
        self._ask(f"ALTER SYSTEM {what}")
        self._ask("SELECT pg_reload_conf()")
        while self._ask("SHOW default_transaction_read_only") != expected:
            time.sleep(0.02)

    def _ask(self, statement: str) -> object:
        with closing(psycopg2.connect(self.url())) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(statement)
            answered = cursor.fetchone() if cursor.description else None
            return answered[0] if answered else None

    def pause(self) -> None:
        """The server and its sessions: a machine that hangs."""
        self._tell_all(signal.SIGSTOP)

    def resume(self) -> None:
        self._tell_all(signal.SIGCONT)

    def _tell_all(self, what: signal.Signals) -> None:
        if postmaster := self.pid:
            for pid in (postmaster, *children(postmaster)):
                os.kill(pid, what)
