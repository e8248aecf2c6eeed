"""What no client of ours would send: other methods and paths, headers out of this world, half a request."""

import socket
from random import randrange
from urllib.parse import urlsplit

import httpx
import pytest

from tests.journeys.cast import Cast

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing-here", 404),
        ("GET", "/api/v1/../../etc/passwd", 404),
        ("GET", "/api/v1/portals/", 404),
        ("GET", "/api/v1//portals", 404),
        ("GET", "/api/v1/applications/%2e%2e%2fme", 404),
        ("DELETE", "/api/v1/portals", 405),
        ("POST", "/api/v1/offers", 405),
        ("TRACE", "/api/v1/me", 405),
        ("GET", "/static/..%2f..%2fsettings.py", 404),
        ("GET", "/static/../settings.py", 404),
        ("GET", "/static/%00", 404),
        ("GET", f"/api/v1/benefits/{'x' * 5000}", 401),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
    ],
)
def test_an_address_that_is_none_is_a_problem_document(method: str, path: str, status: int, cast: Cast) -> None:
    answer = raw(cast, f"{method} {path} HTTP/1.1")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert PROBLEM.encode() in answer.lower() or path.startswith("/static")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept-Language", "xx;q=nonsense,,;;" * 100),
        ("traceparent", "00-zz-zz-zz"),
        ("X-Forwarded-For", "not-an-address, 1.2.3.4.5"),
        ("X-Forwarded-For", ""),
        ("User-Agent", "x" * 8000),
        ("Cookie", "__Host-agent=; __Host-agent=\xff; ;;=;"),
        ("Authorization", "Bearer \xff\xfe"),
        ("Range", "bytes=9999999-0"),
        ("Content-Type", "application/json; charset=no-such"),
    ],
)
def test_a_header_out_of_this_world_harms_nothing(name: str, value: str, cast: Cast) -> None:
    header = f"{name}: ".encode() + value.encode("latin-1")
    assert raw(cast, "GET /api/v1/portals HTTP/1.1", header).startswith(b"HTTP/1.1 200 ")
    body = b'{"cgos_number": "99999990", "password": "ce-n-est-pas-le-bon", "portal": "agent"}'
    answer = raw(cast, "POST /api/v1/auth/first-login HTTP/1.1", header, b"Content-Length: %d" % len(body), body=body)
    assert answer.split(b" ", 2)[1] in {b"202", b"403", b"422"}  # a cookie asks for the token of a page


@pytest.mark.parametrize("length", [b"-1", b"abc", b"99999999999999999999", b"5"])
def test_a_length_that_is_not_the_bodys_harms_nobody(length: bytes, cast: Cast) -> None:
    answer = raw(
        cast, "POST /api/v1/auth/first-login HTTP/1.1", b"Content-Length: " + length, body=b"{}" * 2, hangs_up=True
    )
    assert answer == b"" or answer.split(b" ", 2)[1] in {b"400", b"413", b"422"}
    assert cast.visitor.send("GET", "/portals").status_code == 200


def test_a_throttled_caller_is_told_when_to_come_back(cast: Cast) -> None:
    source = {"X-Forwarded-For": f"100.{randrange(64, 128)}.{randrange(256)}.1"}
    body = {"cgos_number": "99999990", "password": "ce-n-est-pas-le-bon-2026", "portal": "agent"}
    answers = [cast.visitor.send("POST", "/auth/login", body, headers=source) for _ in range(8)]
    throttled = [answer for answer in answers if answer.status_code == 429]
    assert throttled
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in throttled)
    assert {answer.status_code for answer in answers} == {401, 429}


def raw(cast: Cast, line: str, *headers: bytes, body: bytes = b"", hangs_up: bool = False) -> bytes:
    """What comes back for these very bytes; nothing where the connection is closed without a word.
    `hangs_up`: no more will be sent, whatever was announced."""
    address = urlsplit(cast.stack.gateway)
    head = [line.encode(), f"Host: {address.netloc}".encode(), b"Connection: close", *headers]
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"\r\n".join(head) + b"\r\n\r\n" + body)
        if hangs_up:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
    return answer


def test_a_page_that_is_none_is_a_page(cast: Cast) -> None:
    address = f"{cast.stack.gateway}/agent/nothing-here"
    answer = httpx.get(address, headers={"Accept": "text/html"}, timeout=20, trust_env=False)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
