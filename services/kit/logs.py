"""One JSON object a line on stdout. Never a message's body: what is logged is ids, codes and where."""

import logging
import sys
import traceback
from collections import deque
from datetime import UTC, datetime
from typing import Any

import orjson

from services.kit.telemetry import current_trace

_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


def set_up_logs(service: str, level: str, *, exception_messages: bool = False) -> None:
    """An exception is logged by its class and the places it went through. Its message may quote what a member typed or
    what a row holds: `exception_messages` adds it, on a developer's machine."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines(service, exception_messages=exception_messages))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    logging.captureWarnings(capture=True)
    for chatty in ("nameko", "kombu", "amqp", "sqlalchemy", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # What no line tells is not looked up for each line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None


class JsonLines(logging.Formatter):
    def __init__(self, service: str, *, exception_messages: bool = False) -> None:
        super().__init__()
        self._service = service
        self._exception_messages = exception_messages

    def format(self, record: logging.LogRecord) -> str:
        trace = current_trace.get()
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "logger": record.name,
            "message": record.getMessage(),
            "trace_id": trace.trace_id if trace else None,
        }
        line.update({name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD})
        if record.exc_info and record.exc_info[1]:
            line["exception"] = self._describe(record.exc_info[1])
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()

    def _describe(self, exception: BaseException) -> dict[str, Any]:
        # Not extract_tb, which reads the source of each place: ten times the work, for lines that are not told.
        places = deque(traceback.walk_tb(exception.__traceback__), maxlen=12)
        told: dict[str, Any] = {
            "type": f"{type(exception).__module__}.{type(exception).__qualname__}",
            "at": [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_name}" for frame, line in places],
        }
        if self._exception_messages:
            told["message"] = str(exception)
        if exception.__cause__:
            told["cause"] = self._describe(exception.__cause__)
        return told
