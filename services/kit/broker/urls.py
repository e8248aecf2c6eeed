"""How a broker's URL is understood: amqp, or amqps over TLS."""

import ssl
from typing import Any
from urllib.parse import urlsplit

from kombu import Connection

from services.kit.tls import Tls

PORT, TLS_PORT = 5672, 5671
GREETING = b"AMQP\x00\x00\x09\x01"


def address_of(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is spoken to over TLS."""
    parts = urlsplit(url)
    over_tls = parts.scheme == "amqps"
    return parts.hostname or "localhost", parts.port or (TLS_PORT if over_tls else PORT), over_tls


def connection_to(url: str, tls: Tls, **options: Any) -> Connection:
    """Not opened yet. Over TLS the broker must prove its name, to the system's authorities where no other is given."""
    host, _, over_tls = address_of(url)
    if over_tls:
        options["ssl"] = {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": host}
        files = {"ca_certs": tls.ca_file, "certfile": tls.cert_file, "keyfile": tls.key_file}
        options["ssl"] |= {name: str(file) for name, file in files.items() if file}
    return Connection(url, **options)
