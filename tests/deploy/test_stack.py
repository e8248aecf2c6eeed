"""A stack of its own is really brought up, broken and taken down."""

import json
import os
import signal
import socket
import stat
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import kombu
import psycopg2
import pytest
from amqp.exceptions import AccessRefused  # type: ignore[import-untyped]  # it has none

from deploy.demo.client import wait_until
from deploy.native.blueprint import SERVICES
from deploy.native.leftovers import processes_of
from deploy.native.stack import APPLICATIONS, PARTS, Stack
from services.contracts.identity.refusals import SessionEnded
from services.contracts.identity.sessions import IdentifySession
from services.contracts.refusals import Refusal
from tests.parts.caller import Caller
from tests.parts.keys import StackKeys
from tests.parts.waiting import PATIENCE

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("stack"))
    with stack.running(demo=False):
        yield stack
    assert processes_of(stack.directory) == []


def accounts_in(stack: Stack) -> int:
    connection = psycopg2.connect(stack.description()["databases"]["identity"])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts")
        (count,) = cursor.fetchone() or (0,)
    connection.close()
    return int(count)


def _entered(cursor: psycopg2.extensions.cursor, act: str, roles: list[str]) -> bool:
    """Acts reach the audit as events do: over the bus, after the command has answered."""
    cursor.execute("SELECT act, actor_roles FROM audit")
    return (act, roles) in cursor.fetchall()


def test_identity_adds_to_the_audit_and_takes_nothing_out(stack: Stack) -> None:
    connection = psycopg2.connect(stack.description()["databases"]["identity"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        wait_until(lambda: _entered(cursor, "staff_account_created", ["operator"]), "the act to reach the audit")
        for change in ("UPDATE audit SET act = ''", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(change)
    connection.close()


def test_everything_that_stack_json_names_is_there(stack: Stack) -> None:
    told = stack.description()
    assert told["databases"].keys() == set(SERVICES)
    for database in told["databases"].values():
        psycopg2.connect(database).close()
    with kombu.Connection(told["broker"]) as broker:
        broker.connect()
    for url in (f"{told['gateway']}/health/ready", told["inbox"]):
        urllib.request.urlopen(url, timeout=PATIENCE).close()
    assert told["object_store"]["kind"] in {"minio", "rclone"}
    assert told["accounts"].keys() == {"administrator"}


def test_the_brokers_guest_is_not_let_in(stack: Stack) -> None:
    own = stack.blueprint.broker
    with kombu.Connection(own.url, connect_timeout=PATIENCE) as guest, pytest.raises(AccessRefused):
        guest.connect()


def test_a_service_reads_its_own_database_only(stack: Stack) -> None:
    blueprint = stack.blueprint
    somebody_elses = blueprint.dsn("offers").removesuffix("offers") + "identity"
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        psycopg2.connect(somebody_elses)


def test_nothing_listens_beyond_this_machine(stack: Stack) -> None:
    ours = set(stack.blueprint.ports)
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        address, state = line.split()[1], line.split()[3]
        host, port = address.split(":")
        if state == "0A" and int(port, 16) in ours:
            assert socket.inet_ntoa(bytes.fromhex(host)[::-1]) == "127.0.0.1"


def test_nothing_runs_as_root_and_the_antivirus_is_nobody_elses_user(stack: Stack) -> None:
    owners = {name: os.stat(f"/proc/{pid}").st_uid for name, pid in stack.pids().items()}
    assert owners.keys() == {*PARTS, *APPLICATIONS}
    assert (0 in owners.values()) is False
    others = {owner for name, owner in owners.items() if name != "clamd"}
    assert owners["clamd"] not in others or os.geteuid() != 0


def test_letters_documents_messages_and_secrets_are_read_by_their_owner_only(stack: Stack) -> None:
    for name in ("mail", "object-store", "rabbitmq", "postgres/data", "secrets", "clamd", "logs", "programs"):
        assert (name, stat.S_IMODE((stack.directory / name).stat().st_mode)) == (name, 0o700)


def test_up_again_changes_nothing(stack: Stack) -> None:
    before = stack.pids()
    assert before.keys() == {*PARTS, *APPLICATIONS}
    stack.up(demo=False)
    assert stack.pids() == before


def test_up_after_a_change_to_one_service_restarts_that_one_only_and_no_call_is_lost(stack: Stack) -> None:
    started_from = stack.directory / "started-from.json"
    noted = json.loads(started_from.read_text())
    noted["identity"]["services/identity"] = "an older version"
    started_from.write_text(json.dumps(noted))
    before, told = stack.pids(), list[str]()
    caller = Caller(stack.blueprint.broker_url, keys=StackKeys(stack.blueprint.credentials))
    answers = set[type[Refusal]]()

    with ThreadPoolExecutor() as aside:
        up = aside.submit(Stack(stack.directory, tell=told.append).up, demo=False)
        while not up.done():
            with pytest.raises(Refusal) as refused:
                caller.call(IdentifySession(token_hash="0" * 64), key="unknown")
            answers.add(refused.type)
        up.result()
    caller.close()

    after = stack.pids()
    assert {name for name in before if after.get(name) != before[name]} == {"identity"}
    assert told == ["identity starts again: services/identity changed"]
    assert answers == {SessionEnded}


@pytest.mark.parametrize("name", ["offers", "gateway", "postgres", "rabbitmq"])
def test_what_is_killed_is_started_again_and_serves(stack: Stack, name: str) -> None:
    killed = stack.pids()[name]
    stack.kill(name)
    wait_until(lambda: stack.pids().get(name, killed) != killed, f"a new {name}")
    stack.wait_until_ready()


def test_what_is_stopped_stays_down_until_it_is_started(stack: Stack) -> None:
    stack.stop("clamd")
    assert "clamd" not in stack.pids()
    stack.start("clamd")
    assert "clamd" in stack.pids()


@pytest.mark.parametrize("survivors", [False, True])
def test_it_comes_back_with_its_data_after_a_kill_of_its_supervisor_or_of_everything(
    stack: Stack, survivors: bool
) -> None:
    accounts = accounts_in(stack)
    victims = [stack.supervisor.pid] if survivors else processes_of(stack.directory)
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    told = stack.description()
    again = Stack(stack.directory)
    assert again.up(demo=False) == told
    assert accounts_in(again) == accounts == 1
