"""The whole house on one machine, as many times as wanted: each stack has its directory, its ports, its processes."""

import fcntl
import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from deploy.native import packages
from deploy.native.blueprint import SERVICES, Blueprint, Settings
from deploy.native.databases import OWNED_APART, Migrations, create_databases, own_apart, owner_of
from deploy.native.demo import load_demo, open_first_account
from deploy.native.fingerprints import StartedFrom, runs_from
from deploy.native.leftovers import end_leftovers
from deploy.native.programs import Program
from deploy.native.readiness import wait_until_ready
from deploy.native.supervision import Supervisor

PARTS = ("rabbitmq", "postgres", "object-store", "mail", "clamd")
APPLICATIONS = (*SERVICES, "gateway")


class PortTaken(Exception):
    """Says which port and how to get away from it."""


class Stack:
    """`settings`: environment variables by program ("identity", ..., "gateway", or "*" for all of these).
    `tell` is told what starts again while the rest goes on, and why.

    with Stack(directory).running() as stack: ...      # for tests
    """

    def __init__(
        self, directory: Path, *, settings: Settings | None = None, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.directory = directory.absolute()
        self._settings: Settings = settings or {}
        self._tell = tell
        self._started_from = StartedFrom(self.directory / "started-from.json")
        self.supervisor = Supervisor(self.directory)

    @cached_property
    def blueprint(self) -> Blueprint:
        return Blueprint(self.directory, self._settings)

    def up(self, *, demo: bool = True) -> dict[str, Any]:
        """Returns what it writes to stack.json, once the gateway serves. Harmless when repeated, and after whatever
        ended some or all of it. Raises CannotInstall, PortTaken, TimeoutError, NotReady, MigrationFailed, NotLoaded."""
        packages.install(packages.FOR_THE_STACK)
        with self._locked():
            self._start_parts()
            self._prepare_data()
            self._start_applications()
            first = open_first_account(self.blueprint)
            accounts = load_demo(self.blueprint) if demo else {"administrator": first}
            return self._describe(accounts)

    def down(self) -> None:
        """Everything ends, the data stays. Harmless when nothing runs."""
        if not self.directory.exists():
            return
        with self._locked():
            if self.supervisor.runs():
                self.supervisor.stop(APPLICATIONS)
                self.supervisor.stop(PARTS)
                self.supervisor.shut_down()
            end_leftovers(self.directory)  # Erlang's port mapper, and what a killed supervisor left

    @contextmanager
    def running(self, *, demo: bool = True) -> Iterator["Stack"]:
        try:
            self.up(demo=demo)
            yield self
        finally:
            self.down()

    def description(self) -> dict[str, Any]:
        """Of stack.json. Raises FileNotFoundError before the first `up`."""
        described: dict[str, Any] = json.loads((self.directory / "stack.json").read_text())
        return described

    def pids(self) -> dict[str, int]:
        """Of the programs that run, by name."""
        return self.supervisor.pids()

    def kill(self, name: str) -> None:
        """kill -9 of a program and of the processes it made; it is started again at once."""
        os.killpg(self.pids()[name], signal.SIGKILL)

    def pause(self, name: str) -> None:
        """It hangs, as a machine would: connections stay open, and nothing answers, until `resume`."""
        os.killpg(self.pids()[name], signal.SIGSTOP)

    def resume(self, name: str) -> None:
        os.killpg(self.pids()[name], signal.SIGCONT)

    def stop(self, name: str) -> None:
        """Politely; it stays down until `start`."""
        self.supervisor.stop([name])

    def start(self, name: str) -> None:
        self.supervisor.start([name])

    def restart(self, name: str) -> None:
        self.stop(name)
        self.start(name)

    def health(self) -> dict[str, str]:
        """Where each service and the gateway say whether they are ready."""
        blueprint = self.blueprint
        services = {name: f"http://127.0.0.1:{blueprint.operations_port(name)}/health/ready" for name in SERVICES}
        return services | {"gateway": f"{blueprint.gateway_url}/health/ready"}

    def wait_until_ready(self, *, timeout: float = 60) -> None:
        """Raises NotReady."""
        wait_until_ready(self.health(), timeout=timeout)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One `up` or `down` at a time."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start_parts(self) -> None:
        running = self.supervisor.runs()
        if not running:
            end_leftovers(self.directory)
        blueprint = self.blueprint
        if not running:
            for name, port in blueprint.ports.taken().items():
                where = self.directory / "ports.json"
                raise PortTaken(f"port {port} ({name}) is taken by another program: end it, or change it in {where}")
        blueprint.prepare()
        parts = list(blueprint.parts())
        changed = self.supervisor.configure([*parts, *blueprint.services()])
        if running and changed:
            self.supervisor.shut_down()
        if changed or not running:
            for part in parts:
                self._started_from.note(part.name, runs_from(part, str(self.directory)))
            self.supervisor.launch()
        else:
            self._bring_up(parts)

    def _prepare_data(self) -> None:
        blueprint = self.blueprint
        blueprint.postgres.wait_until_ready(timeout=60)
        password = {name: blueprint.credentials.read(f"database_password_{name}") for name in SERVICES}
        create_databases(blueprint.postgres, password)
        owners = {name: blueprint.credentials.read(f"database_password_{owner_of(name)}") for name in OWNED_APART}
        own_apart(blueprint.postgres, owners)
        Migrations(self.directory).run(blueprint.migration_settings())
        blueprint.store.wait_until_ready(timeout=60)
        blueprint.store.make_bucket()
        for part in (blueprint.inbox, blueprint.clamd, blueprint.broker):
            part.wait_until_ready(timeout=60)
        blueprint.broker_accounts.tell()

    def _start_applications(self) -> None:
        self._bring_up(self.blueprint.services())
        self.wait_until_ready(timeout=90)
        self.blueprint.broker_accounts.retire_the_one_before()

    def _bring_up(self, programs: Iterable[Program]) -> None:
        """Those that are down all at once; then those that run something else than they would run now, one after the
        other, each once the one before serves: what they are asked meanwhile waits in their queues."""
        running = self.pids()
        foundations = {program.name: runs_from(program, str(self.directory)) for program in programs}
        down = [name for name in foundations if name not in running]
        for name in down:
            self._started_from.note(name, foundations[name])
        self.supervisor.start(down)
        for name, foundation in foundations.items():
            why = self._started_from.differences(name, foundation)
            if not why:
                continue
            self._tell(f"{name} starts again: {', '.join(why)}")
            self.supervisor.stop([name])
            self._started_from.note(name, foundation)
            self.supervisor.start([name])
            if name in APPLICATIONS:
                wait_until_ready({name: self.health()[name]}, timeout=60)

    def _describe(self, accounts: Mapping[str, Any]) -> dict[str, Any]:
        blueprint = self.blueprint
        store = blueprint.store
        description = {
            "gateway": blueprint.gateway_url,
            "inbox": blueprint.inbox.url,
            "broker": blueprint.broker_url,
            "integrator": blueprint.integrator_url,
            "broker_management": None,
            "object_store": {
                "endpoint": store.endpoint,
                "access_key": store.access_key,
                "secret_key": store.secret_key,
                "kind": store.kind,
            },
            "databases": {service: blueprint.dsn(service) for service in SERVICES},
            "accounts": accounts,
        }
        file = self.directory / "stack.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps(description, indent=2, ensure_ascii=False))
        return description
