"""Finds a service, its settings and its logs, and keeps it running."""

import errno
import importlib
import inspect
import logging
import os
import signal
import sys
from typing import Any

import eventlet
from nameko.runners import ServiceRunner
from pydantic import ValidationError

from services.kit.logs import set_up_logs
from services.kit.memory import hold_for_good
from services.kit.process.container import QuietContainer
from services.kit.settings import ServiceSettings, complaints

logger = logging.getLogger(__name__)


def serve() -> None:
    package = sys.argv[1] if "." in sys.argv[1] else f"services.{sys.argv[1]}"
    try:
        settings = settings_of(package)
    except ValidationError as error:
        sys.exit(complaints(error))
    service = service_class(package)
    set_up_logs(service.name, settings.log_level, exception_messages=settings.log_exception_messages)
    runner = ServiceRunner(nameko_config(settings))
    runner.add_service(service)
    signal.signal(signal.SIGTERM, lambda *_: _told_to_stop(runner, settings.stop_timeout))
    signal.signal(signal.SIGINT, signal.getsignal(signal.SIGTERM))
    runner.start()
    hold_for_good()
    logger.info("started")
    _wait(runner)
    logger.info("stopped")


def service_class(package: str) -> Any:
    """The one class of `<package>.service` that has a name. Raises LookupError."""
    module = importlib.import_module(f"{package}.service")
    found = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if member.__module__ == module.__name__ and isinstance(getattr(member, "name", None), str)
    ]
    if len(found) != 1:
        raise LookupError(f"{module.__name__} should hold one service class, not {len(found)}")
    return found[0]


def settings_of(package: str) -> ServiceSettings:
    try:
        module = importlib.import_module(f"{package}.settings")
    except ModuleNotFoundError as error:
        if error.name != f"{package}.settings":
            raise
        return ServiceSettings()
    settings: ServiceSettings = module.Settings()
    return settings


def nameko_config(settings: ServiceSettings) -> dict[str, Any]:
    return {
        "AMQP_URI": settings.broker_url,
        "HEARTBEAT": settings.broker_heartbeat,
        "SERVICE_CONTAINER_CLS": f"{QuietContainer.__module__}.{QuietContainer.__qualname__}",
        "max_workers": settings.max_workers,
        "SETTINGS": settings,
    }


def _told_to_stop(runner: ServiceRunner, seconds: float) -> None:
    """Once: who tells it again (a supervisor, a terminal beside one) changes nothing."""
    for known in (signal.SIGTERM, signal.SIGINT):
        signal.signal(known, signal.SIG_IGN)
    eventlet.spawn_n(_stop, runner, seconds)


def _stop(runner: ServiceRunner, seconds: float) -> None:
    """What hangs (a broker that is away holds the reply of a call that runs) must not hold the process."""
    with eventlet.Timeout(seconds, False):  # noqa: FBT003  # eventlet's way to time out without an exception
        runner.stop()
        return
    logger.warning("did not stop in %s s", seconds)
    logging.shutdown()
    os._exit(1)


def _wait(runner: ServiceRunner) -> None:
    # A signal that arrives while eventlet waits on a socket ends that wait with EINTR: only this greenlet's.
    waiting = eventlet.spawn(runner.wait)
    while True:
        try:
            waiting.wait()
        except OSError as error:
            if error.errno == errno.EINTR:
                continue
            raise
        return
