"""What production does not start with, told in one line each."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

LEAST_PASSWORD: Final = 16
LEAST_VARIETY: Final = 8
"""Different characters of a password that was drawn at random: shorter ones are typed."""
CHECKED_BY_NAME: Final = "verify-full"
"""libpq's sslmode that asks the server for its certificate and for its name in it."""


class PrivateHosts:
    """Hosts to which plain connections may go: this machine, and those that PRIVATE_HOSTS names."""

    def __init__(self, setting: str) -> None:
        self._named = {each.strip().lower() for each in setting.split(",")} - {""}

    def __contains__(self, host: str) -> bool:
        return is_this_machine(host) or host.lower() in self._named


def is_this_machine(host: str) -> bool:
    """By its loopback, or by a unix socket (no host, or a path)."""
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(address: str) -> str:
    """Of a URL, or of `host:port`."""
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""


def plain_http(name: str, url: str | None, hosts: PrivateHosts) -> Iterator[str]:
    if url is not None and urlsplit(url).scheme != "https" and host_of(url) not in hosts:
        yield f"{name} is no https:// address, and {host_of(url)} is another host"


def plain_broker(name: str, url: str, hosts: PrivateHosts) -> Iterator[str]:
    if urlsplit(url).scheme != "amqps" and host_of(url) not in hosts:
        yield f"{name} is no amqps:// address, and {host_of(url)} is another host"


def plain_database(name: str, url: str, hosts: PrivateHosts) -> Iterator[str]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    named = ",".join(query.get("host", [])) or parts.netloc.rpartition("@")[2]
    others = [host for each in named.split(",") if (host := host_of(each)) and not each.startswith("/")]
    unknown = [host for host in others if host not in hosts]
    if unknown and query.get("sslmode") != [CHECKED_BY_NAME]:
        yield f"{name} has no sslmode={CHECKED_BY_NAME}, and {unknown[0]} is another host"


def weak_password(name: str, url: str, *, needed: bool) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.password is not None:
        yield from weak_secret(name, unquote(parts.password), unquote(parts.username or ""))
    elif needed:
        yield f"{name} has no password"


def weak_secret(name: str, secret: str, user: str = "") -> Iterator[str]:
    guessable = user and user.lower() in secret.lower()
    if len(secret) < LEAST_PASSWORD or len(set(secret)) < LEAST_VARIETY or guessable:
        yield f"{name} has a weak password: {LEAST_PASSWORD} characters at random are the least"
