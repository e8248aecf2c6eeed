"""The client against a real clamd, and against one that misbehaves."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.native.parts.clamd import Clamd as ClamdPart
from deploy.native.parts.ports import free_port
from services.contracts.documents import MAX_BYTES
from services.contracts.refusals import Unavailable
from services.documents.checking.clamd import Clamd
from services.documents.ports import Inconclusive
from tests.unit.documents import files


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(files.EICAR, id="raw"),
        pytest.param(files.a_zip("eicar.com", files.EICAR), id="in-a-zip"),
        pytest.param(files.a_pdf(content=files.EICAR), id="in-a-pdf"),
        pytest.param(files.a_png() + files.a_zip("eicar.com", files.EICAR), id="in-a-zip-behind-a-png"),
    ],
)
def test_the_test_virus_is_found(clamd: ClamdPart, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert Clamd(clamd.address).scan(file) == "infected"


@pytest.mark.parametrize("content", [files.a_pdf(), files.a_png(), files.a_jpeg(), b""])
def test_an_honest_file_is_clean(clamd: ClamdPart, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert Clamd(clamd.address).scan(file) is None


def test_the_largest_document_fits_through(clamd: ClamdPart, file: Path) -> None:
    file.write_bytes(bytes(MAX_BYTES - len(files.EICAR)) + files.EICAR)
    assert Clamd(clamd.address).scan(file) == "infected"


def test_what_cannot_be_looked_into_is_encrypted_not_infected(clamd: ClamdPart, file: Path) -> None:
    file.write_bytes(files.an_encrypted_pdf())
    assert Clamd(clamd.address).scan(file) == "encrypted"


def test_an_antivirus_that_is_down_gives_no_verdict(file: Path, tmp_path: Path) -> None:
    file.write_bytes(files.a_pdf())
    for nobody in (f"127.0.0.1:{free_port()}", str(tmp_path / "no-such-socket")):
        with pytest.raises(Unavailable):
            Clamd(nobody).scan(file)


@contextmanager
def answering(*answers: bytes | None) -> Iterator[str]:
    """Over a unix socket's TCP sister: says this to the first who asks and so on; None: nothing, and keeps the line."""

    def serve() -> None:
        for answer in answers:
            connection, _ = server.accept()
            with connection:
                asked = b""
                while not asked.endswith((b"\0\0\0\0", b"zPING\0")):
                    asked += connection.recv(65536)
                if answer is None:
                    lines.append(connection.dup())
                else:
                    connection.sendall(answer)

    lines: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()
        for line in lines:
            line.close()


@pytest.mark.parametrize(
    "answer",
    [b"INSTREAM size limit exceeded. ERROR\0", b"stream: Can't allocate memory ERROR\0", b"", b"stream: O", b"OK\0"],
)
def test_anything_but_a_clear_verdict_is_none_and_the_file_may_be_why(file: Path, answer: bytes) -> None:
    file.write_bytes(files.a_pdf())
    with answering(answer) as address, pytest.raises(Inconclusive):
        Clamd(address).scan(file)


def test_a_file_that_takes_too_long_is_why_where_the_antivirus_still_answers(file: Path) -> None:
    file.write_bytes(files.a_pdf())
    with answering(None, b"PONG\0") as address, pytest.raises(Inconclusive):
        Clamd(address, seconds=0.3).scan(file)


def test_an_antivirus_that_hangs_is_left_and_no_file_is_why(file: Path) -> None:
    file.write_bytes(files.a_pdf())
    with answering(None, None) as address, pytest.raises(Unavailable):
        Clamd(address, seconds=0.3, connect_seconds=0.3).scan(file)


def test_it_is_known_beforehand_that_there_is_no_antivirus(clamd: ClamdPart) -> None:
    Clamd(clamd.address).require()
    with pytest.raises(Unavailable):
        Clamd(f"127.0.0.1:{free_port()}").require()


def test_a_unix_socket_serves_as_well(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "clamd.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while not connection.recv(65536).endswith(b"\0\0\0\0"):
                    pass
                connection.sendall(b"stream: OK\0")

        thread = threading.Thread(target=serve)
        thread.start()
        file.write_bytes(files.a_pdf())
        assert Clamd(str(path)).scan(file) is None
        thread.join()
