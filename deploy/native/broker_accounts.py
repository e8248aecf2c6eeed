"""A broker that runs, or that has data of an earlier version, is told of accounts and rights that changed since."""

import hashlib
from pathlib import Path
from subprocess import CalledProcessError

from deploy.native.parts.rabbitmq import RabbitMQ
from services.kit.broker.topology import JOURNAL


class BrokerAccounts:
    def __init__(self, broker: RabbitMQ, secrets: Path) -> None:
        self._broker = broker
        self._told = broker.directory / "definitions.sha256"
        self._password_before = secrets / "broker_password"

    def note_if_new(self) -> None:
        """Before it starts: a broker without data reads the definitions by itself."""
        if not (self._broker.directory / "data").exists():
            self._told.write_text(self._digest())

    def tell(self) -> None:
        """It serves. rabbitmqctl takes seconds, so only where something changed."""
        if self._told.exists() and self._told.read_text() == self._digest():
            return
        self._broker.ctl("import_definitions", str(self._broker.definitions))
        self._told.write_text(self._digest())

    def retire_the_one_before(self) -> None:
        """The account with every right that all services shared, and the journal of all events. Nobody uses them once
        every service has started anew."""
        if not self._password_before.exists():
            return
        for command in (("delete_user", "agentspace"), ("delete_queue", JOURNAL)):
            try:
                self._broker.ctl(*command)
            except CalledProcessError as error:
                if "not_found" not in error.stderr and "no such" not in error.stderr.lower():
                    raise
        self._password_before.unlink()

    def _digest(self) -> str:
        definitions = self._broker.definitions
        return hashlib.sha256(definitions.read_bytes()).hexdigest() if definitions else ""
