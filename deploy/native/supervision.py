"""supervisord over the programs of one stack: whatever ends is started again, at once and without giving up."""

import hashlib
import os
import shlex
import subprocess
import tempfile
import time
import xmlrpc.client
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from supervisor.xmlrpc import SupervisorTransport

from deploy.native.programs import MARK, ROOT, Program, python

LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes; supervisord adds its own suffix while it binds
DO_NOT_WAIT = False

CONFIGURATION = """\
[supervisord]
logfile={logs}/supervisord.log
logfile_maxbytes=5MB
logfile_backups=1
pidfile={directory}/supervisord.pid
childlogdir={logs}
minfds=4096
{user}
[unix_http_server]
file={socket}
chmod=0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{socket}
"""

# startsecs=0: a program counts as running at once, so that its end, however early, is answered by a new start and
# never by supervisord's growing delay or its giving up.
PROGRAM = """
[program:{name}]
command=/bin/sh {script}
autostart={autostart}
autorestart=true
startsecs=0
stopsignal={stop_signal}
stopwaitsecs=30
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=1
"""


class Supervisor:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.logs = directory / "logs"
        self._configuration = directory / "supervisord.conf"

    @property
    def _socket(self) -> Path:
        path = self.directory / "supervisor.sock"
        if len(str(path)) <= LONGEST_SOCKET_PATH:
            return path
        name = hashlib.sha256(str(self.directory).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"agentspace-{name}.sock"

    def configure(self, programs: Sequence[Program]) -> bool:
        """True where the supervisor has to read it anew. A program's settings are in its script, which is read at each
        start of the program."""
        scripts = self.directory / "programs"
        for folder in (self.logs, scripts):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        user = "user=root\n" if os.geteuid() == 0 else ""  # said aloud, or supervisord warns at each start
        text = CONFIGURATION.format(directory=self.directory, logs=self.logs, socket=self._socket, user=user)
        for program in programs:
            script = scripts / program.name
            _write_private(script, program.script(str(self.directory)))
            text += PROGRAM.format(
                name=program.name,
                script=shlex.quote(str(script)),
                autostart=str(program.starts_with_supervisor).lower(),
                stop_signal=program.stop_signal,
                logs=self.logs,
            )
        return _write_private(self._configuration, text)

    def _ask(self, method: str, *arguments: object) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        with xmlrpc.client.ServerProxy("http://localhost", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)

    def runs(self) -> bool:
        try:
            return bool(self._ask("getState")["statename"] == "RUNNING")
        except (OSError, xmlrpc.client.ProtocolError):
            return False

    def launch(self, *, timeout: float = 20) -> None:
        """Raises TimeoutError."""
        self._socket.unlink(missing_ok=True)
        (self.directory / "supervisord.pid").unlink(missing_ok=True)
        command = python("deploy.native.supervisord", "--configuration", str(self._configuration))
        mine = {**os.environ, MARK: str(self.directory)}
        subprocess.run(command, env=mine, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command line
        give_up = time.monotonic() + timeout
        while not self.runs():
            if time.monotonic() > give_up:
                raise TimeoutError(f"supervisord does not answer; see {self.logs}/supervisord.log")
            time.sleep(0.05)

    def shut_down(self, *, timeout: float = 90) -> None:
        """Services first, then what they stand on. Raises TimeoutError."""
        pid = self.pid
        self._ask("shutdown")
        give_up = time.monotonic() + timeout
        while pid and Path(f"/proc/{pid}").exists():
            if time.monotonic() > give_up:
                raise TimeoutError("supervisord does not end")
            time.sleep(0.1)

    @property
    def pid(self) -> int:
        return cast(int, self._ask("getPID"))

    def pids(self) -> dict[str, int]:
        """Of the programs that run."""
        return {process["name"]: process["pid"] for process in self._ask("getAllProcessInfo") if process["pid"]}

    def states(self) -> dict[str, str]:
        return {process["name"]: process["statename"] for process in self._ask("getAllProcessInfo")}

    def start(self, names: Iterable[str]) -> None:
        states = self.states()
        for name in names:
            if states[name] not in {"RUNNING", "STARTING"}:
                self._ask("startProcess", name, DO_NOT_WAIT)

    def stop(self, names: Iterable[str]) -> None:
        """All at once; returns when they have ended. They stay down until `start`."""
        states = self.states()
        running = [name for name in names if states[name] in {"RUNNING", "STARTING", "BACKOFF"}]
        for name in running:
            self._ask("stopProcess", name, DO_NOT_WAIT)
        while any(self.states()[name] == "STOPPING" for name in running):
            time.sleep(0.05)


def _write_private(path: Path, text: str) -> bool:
    if path.exists() and path.read_text() == text:
        return False
    path.touch(mode=0o600)
    path.write_text(text)
    return True
