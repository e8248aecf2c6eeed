"""`python -m gateway`."""

import logging
import os
import resource
import socket
import sys
import tempfile

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from uvicorn.supervisors import Multiprocess

from gateway.addresses import Networks
from gateway.connections import BoundedProtocol, Door
from gateway.settings import GatewaySettings
from services.kit.logs import set_up_logs
from services.kit.memory import hold_for_good
from services.kit.settings import complaints

GRACE = 10
"""Seconds that requests under way have to finish once we are told to stop."""
PEER_MAY_BE_SILENT = 30
"""Seconds for which what we wrote may stay unconfirmed; by itself Linux waits a quarter of an hour."""
WORKER_MAY_BE_SILENT = 60
"""Seconds; on a machine that is overrun a worker that merely starts is silent for longer than uvicorn's five, and is
ended and started for ever."""
SPARE_FILES = 500
"""That a worker has open beside its clients: the broker, the store, uploads on their way."""


def _set_up_logs(settings: GatewaySettings) -> None:
    set_up_logs("gateway", settings.log_level, exception_messages=settings.log_exception_messages)
    # It tells every failed try to connect in a dozen lines; ours is told in one by gateway.bus.connection.
    logging.getLogger("pika").setLevel(logging.CRITICAL)


def from_environment() -> FastAPI:
    from gateway.app import create_app  # noqa: PLC0415 - after PROMETHEUS_MULTIPROC_DIR is set, which it reads

    settings = GatewaySettings()
    _set_up_logs(settings)
    proxies = Networks(*settings.proxies)
    BoundedProtocol.door = Door(settings.connections_per_worker, settings.connections_per_address, proxies)
    app = create_app(settings)
    hold_for_good()
    return app


def allow_files(wanted: int) -> None:
    """A connection is a file, of which a process may have a thousand where nobody says otherwise."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < wanted:
        logging.getLogger("gateway").warning("only %d of the %d files that a worker may need are allowed", most, wanted)


def listening_socket(config: uvicorn.Config) -> socket.socket:
    """Connections inherit its options."""
    listening = config.bind_socket()
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, PEER_MAY_BE_SILENT * 1000)
    listening.listen(config.backlog)
    return listening


def main() -> None:
    try:
        settings = GatewaySettings()
    except ValidationError as error:
        sys.exit(complaints(error))
    _set_up_logs(settings)
    allow_files(settings.connections_per_worker + SPARE_FILES)
    config = uvicorn.Config(
        "gateway.__main__:from_environment",
        factory=True,
        http=BoundedProtocol,
        ws="none",
        host=settings.gateway_host,
        port=settings.gateway_port,
        workers=settings.gateway_workers,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=75,  # longer than what proxies keep, so that it is never us who close under a request
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_worker_healthcheck=WORKER_MAY_BE_SILENT,
    )
    if settings.gateway_workers == 1:
        uvicorn.Server(config).run(sockets=[listening_socket(config)])
        return
    with tempfile.TemporaryDirectory(prefix="gateway-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        Multiprocess(config, sockets=[listening_socket(config)]).run()


if __name__ == "__main__":
    main()
