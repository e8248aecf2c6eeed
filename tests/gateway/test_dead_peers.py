import socket

import uvicorn

from gateway.__main__ import PEER_MAY_BE_SILENT, listening_socket


def test_a_peer_that_confirms_nothing_any_more_is_given_up_by_the_system() -> None:
    """A phone without network sends no FIN: what is written to it, a heartbeat at least, ends the connection."""
    with (
        listening_socket(uvicorn.Config("gateway.__main__:from_environment", port=0)) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == PEER_MAY_BE_SILENT * 1000
