import socket
from pathlib import Path

from deploy.native.ports import HIGHEST, LOWEST, Ports


def test_a_port_once_chosen_is_kept(tmp_path: Path) -> None:
    chosen = Ports(tmp_path / "ports.json")["broker"]
    assert Ports(tmp_path / "ports.json")["broker"] == chosen


def test_no_two_programs_share_a_port_and_none_is_in_the_range_of_outgoing_connections(tmp_path: Path) -> None:
    ports = Ports(tmp_path / "ports.json")
    chosen = [ports[f"program-{number}"] for number in range(50)]
    assert len(set(chosen)) == len(chosen)
    assert all(LOWEST <= port <= HIGHEST for port in chosen)


def test_a_port_that_somebody_else_took_is_noticed(tmp_path: Path) -> None:
    ports = Ports(tmp_path / "ports.json")
    with socket.create_server(("127.0.0.1", ports["broker"])):
        assert ports.taken(patience=0) == {"broker": ports["broker"]}
    assert ports.taken() == {}
