"""A RabbitMQ node of our own: as root, without systemd, on loopback only, all its files in one directory."""

import os
import secrets
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deploy.native.parts.ports import wait_until_answers
from deploy.native.parts.processes import end, read_pid, start_detached

PROGRAMS = Path("/usr/lib/rabbitmq/bin")  # the wrappers in /usr/sbin switch user; these don't

ADVANCED = Path(__file__).parents[2] / "rabbitmq" / "advanced.config"
"""The same that containers get: what rabbitmq.conf has no words for."""

CONFIGURATION = """\
loopback_users.guest = true
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 64000000
"""

TLS_CONFIGURATION = """\
listeners.ssl.1 = 127.0.0.1:{port}
ssl_options.certfile = {certificate}
ssl_options.keyfile = {key}
ssl_options.verify = verify_none
"""

WHO_SHOWS_A_CERTIFICATE = """\
ssl_options.cacertfile = {ca}
ssl_options.verify = verify_peer
ssl_options.fail_if_no_peer_cert = false
"""


@dataclass(frozen=True)
class Tls:
    """A second listener."""

    port: int
    certificate: Path
    key: Path
    ca: Path | None = None
    """Vouches for clients that show a certificate of their own; none needs to."""


@dataclass(frozen=True)
class RabbitMQ:
    directory: Path
    """Absolute; made where missing. Data of an earlier run on the same port is found again."""
    port: int
    epmd_port: int = 4369
    """Of Erlang's port mapper, which nodes on one port share; it outlives them."""
    tls: Tls | None = None
    definitions: Path | None = None
    """Accounts, rights and exchanges, read at each start; without them guest is the one account."""

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    def tls_url(self, host: str = "localhost") -> str:
        """Where it has a listener for it."""
        return f"amqps://guest:guest@{host}:{self.tls.port if self.tls else 0}/"

    @property
    def node(self) -> str:
        return f"agentspace{self.port}@localhost"

    @property
    def pid(self) -> int | None:
        return read_pid(self.directory / "pid")

    def command(self) -> list[str]:
        """For a supervisor, with `environment()`: stays in the foreground, SIGTERM stops it gracefully."""
        return [str(PROGRAMS / "rabbitmq-server")]

    def environment(self) -> dict[str, str]:
        here = self.directory
        return {
            "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            "LANG": "C.UTF-8",
            "HOME": str(here / "home"),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            # Erlang's own port, for rabbitmqctl: RabbitMQ's habit of adding 20000 leaves the range on high ports.
            "RABBITMQ_DIST_PORT": str(self.port + 20000 if self.port < 40000 else self.port - 20000),
            "RABBITMQ_MNESIA_BASE": str(here / "data"),
            "RABBITMQ_LOG_BASE": str(here / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(here / "enabled_plugins"),
            "RABBITMQ_CONFIG_FILE": str(here / "rabbitmq"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(ADVANCED),
            "RABBITMQ_PID_FILE": str(here / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }

    def prepare(self) -> None:
        """Directories, cookie and configuration; data that is there stays as it is."""
        for name in ("home", "data", "log"):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        cookie = self.directory / "home" / ".erlang.cookie"
        if not cookie.exists():
            cookie.touch(0o600)
            cookie.write_text(secrets.token_hex(20))
            cookie.chmod(0o400)
        tls = TLS_CONFIGURATION.format(**vars(self.tls)) if self.tls else ""
        if self.tls and self.tls.ca:
            tls = tls.replace("ssl_options.verify = verify_none\n", WHO_SHOWS_A_CERTIFICATE.format(ca=self.tls.ca))
        read = f"load_definitions = {self.definitions}\n" if self.definitions else ""
        for name, content in (("enabled_plugins", "[].\n"), ("rabbitmq.conf", CONFIGURATION + tls + read)):
            (self.directory / name).write_text(content)

    def start(self, *, timeout: float = 60) -> None:
        """Detached; returns when clients can connect. Harmless where it runs already."""
        self.prepare()
        if self.pid is None:
            start_detached(self.command(), env=self.environment(), log=self.directory / "log" / "stdout.log")
        self.wait_until_ready(timeout=timeout)

    def wait_until_ready(self, *, timeout: float = 60) -> None:
        """RabbitMQ listens last of all: once it answers to the AMQP greeting, it serves. Raises TimeoutError."""
        wait_until_answers(self.port, timeout=timeout, say=b"AMQP\x00\x00\x09\x01", hear=1)

    def stop(self, *, timeout: float = 60) -> None:
        end(self.pid, signal.SIGTERM, timeout=timeout)

    def kill(self) -> None:
        end(self.pid, signal.SIGKILL, timeout=10)

    def pause(self) -> None:
        """Accepts connections no more and answers nothing: a machine that hangs."""
        os.kill(self.pid or 0, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid or 0, signal.SIGCONT)

    def url_of(self, account: str, password: str, vhost: str = "") -> str:
        return f"amqp://{account}:{password}@127.0.0.1:{self.port}/{vhost}"

    def ctl(self, *arguments: str, timeout: float = 60) -> str:
        """rabbitmqctl, what it prints. Raises CalledProcessError."""
        return subprocess.run(  # noqa: S603  # our own command line
            [str(PROGRAMS / "rabbitmqctl"), "--quiet", *arguments],
            env=self.environment(),
            check=True,
            capture_output=True,
            text=True,
            timeout=timeout,
        ).stdout
