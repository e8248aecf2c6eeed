"""Papers that cost much, and everybody else's beside them."""

import socket
import threading
from collections.abc import Iterator

import pytest

from deploy.native.parts.object_store import ObjectStore
from deploy.native.parts.rabbitmq import RabbitMQ
from tests.integration.documents.conftest import migrated_database, service_environment
from tests.integration.documents.member import Person
from tests.parts.caller import Caller
from tests.parts.house import House
from tests.parts.keys import Keys
from tests.unit.documents import files

COSTLY = b"this costs much"


class SlowAntivirus:
    """Finds nothing, at once; over a costly file it thinks for as long as it is asked."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            asked = b""
            while not asked.endswith((b"\0\0\0\0", b"zPING\0")):
                asked += connection.recv(65536)
            if COSTLY in asked:
                self._over.wait()
            else:
                connection.sendall(b"PONG\0" if asked == b"zPING\0" else b"stream: OK\0")

    def close(self) -> None:
        self._over.set()
        self.server.close()


@pytest.fixture
def antivirus() -> Iterator[SlowAntivirus]:
    slow = SlowAntivirus()
    yield slow
    slow.close()


def test_papers_of_one_member_that_cost_much_hold_up_nobody_elses(
    house: House, rabbitmq: RabbitMQ, keys: Keys, store: ObjectStore, antivirus: SlowAntivirus
) -> None:
    environment = service_environment(store, antivirus.address) | {"CLAMD_SECONDS": "600"}
    service = house.service("documents", migrated_database(house), **environment).start()
    caller = Caller(rabbitmq.url)
    one, another = Person(caller, keys), Person(caller, keys)
    try:
        costly = [one.hands_in(files.a_pdf(content=COSTLY)) for _ in range(8)]
        for _ in range(3):
            assert another.waits_for_verdict(another.hands_in(files.a_pdf())).state == "accepted"
        assert {one.sees(document_id).state for document_id in costly} == {"checking"}
    finally:
        service.stop()
        caller.close()
