"""Events as they travel: CloudEvents 1.0, structured JSON, as `application/json` so that any consumer decodes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson

from services.contracts.base import Event
from services.kit.telemetry import Trace


class Undecodable(Exception):
    """No CloudEvents envelope of the event that this consumer reads; it will not become one by trying again."""


@dataclass(frozen=True, slots=True)
class Received:
    id: str
    event: Event
    time: datetime | None
    traceparent: str | None


def envelope(event: Event, *, now: datetime, trace: Trace | None) -> tuple[str, bytes]:
    """Its id, and the bytes to publish."""
    event_id = str(uuid4())
    told: dict[str, Any] = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"/{event.service()}",
        "type": event.event_type(),
        "subject": event.subject(),
        "time": now.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": event.model_dump(mode="json"),
    }
    if trace:
        told["traceparent"] = str(trace)
    return event_id, orjson.dumps(told)


def open_envelope(body: bytes, event_type: type[Event]) -> Received:
    """Raises Undecodable, without a word of the body."""
    try:
        told = orjson.loads(body)
        if told["type"] != event_type.event_type():
            raise Undecodable("another type of event")
        time = told.get("time")
        return Received(
            id=str(told["id"]),
            event=event_type.received(told["data"]),
            time=datetime.fromisoformat(time) if time else None,
            traceparent=told.get("traceparent"),
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        raise Undecodable(f"not a CloudEvents envelope of {event_type.event_type()}") from None
