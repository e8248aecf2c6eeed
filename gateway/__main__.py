"""`python -m gateway`."""

import logging
import os
import socket
import tempfile

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from gateway.settings import GatewaySettings
from services.kit.logs import set_up_logs

GRACE = 10
"""Seconds that requests under way have to finish once we are told to stop."""
PEER_MAY_BE_SILENT = 30
"""Seconds for which what we wrote may stay unconfirmed; by itself Linux waits a quarter of an hour."""


def _set_up_logs(settings: GatewaySettings) -> None:
    set_up_logs("gateway", settings.log_level, exception_messages=settings.log_exception_messages)
    # It tells every failed try to connect in a dozen lines; ours is told in one by gateway.bus.connection.
    logging.getLogger("pika").setLevel(logging.CRITICAL)


def from_environment() -> FastAPI:
    from gateway.app import create_app  # noqa: PLC0415 - after PROMETHEUS_MULTIPROC_DIR is set, which it reads

    settings = GatewaySettings()
    _set_up_logs(settings)
    return create_app(settings)


def listening_socket(config: uvicorn.Config) -> socket.socket:
    """Connections inherit its options."""
    listening = config.bind_socket()
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, PEER_MAY_BE_SILENT * 1000)
    listening.listen(config.backlog)
    return listening


def main() -> None:
    settings = GatewaySettings()
    _set_up_logs(settings)
    config = uvicorn.Config(
        "gateway.__main__:from_environment",
        factory=True,
        host=settings.gateway_host,
        port=settings.gateway_port,
        workers=settings.gateway_workers,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=75,  # longer than what proxies keep, so that it is never us who close under a request
        access_log=False,
        log_config=None,
        server_header=False,
    )
    if settings.gateway_workers == 1:
        uvicorn.Server(config).run(sockets=[listening_socket(config)])
        return
    with tempfile.TemporaryDirectory(prefix="gateway-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        Multiprocess(config, sockets=[listening_socket(config)]).run()


if __name__ == "__main__":
    main()
