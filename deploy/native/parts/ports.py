"""Ports of this machine that nobody uses."""

import socket
import time


def free_port() -> int:
    """Free at this moment: take it soon."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int, *, say: bytes = b"", hear: int = 0) -> bool:
    """True once something listens on loopback and, if asked, answers `hear` bytes to `say`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(say)
            return len(connection.recv(hear)) == hear if hear else True
    except OSError:
        return False


def wait_until_answers(port: int, *, timeout: float, say: bytes = b"", hear: int = 0) -> None:
    """Raises TimeoutError."""
    give_up = time.monotonic() + timeout
    while not answers(port, say=say, hear=hear):
        if time.monotonic() > give_up:
            raise TimeoutError(f"nothing answers on port {port} after {timeout} s")
        time.sleep(0.1)
