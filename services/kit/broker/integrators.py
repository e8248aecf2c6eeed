"""What integrators are told: the public part of each event, on the same exchanges in a virtual host of their own.
Nothing that they do there reaches the house."""

from functools import cache
from urllib.parse import quote, urlsplit, urlunsplit

import orjson

from services.contracts.base import Event
from services.kit.broker.publishing import Outgoing

VHOST = "integrators"


def integrators_url(broker_url: str, vhost: str = VHOST) -> str:
    return urlunsplit(urlsplit(broker_url)._replace(path=f"/{quote(vhost, safe='')}"))


def public_part(exchange: str, event_type: str, event_id: str, envelope: bytes) -> Outgoing | None:
    """None where the event stays inside. An event that this version does not know does too."""
    told = orjson.loads(envelope)
    fields = _public_fields().get((told["source"].removeprefix("/"), event_type))
    if not fields:
        return None
    told["data"] = {name: value for name, value in told["data"].items() if name in fields}
    return Outgoing(exchange, event_type, orjson.dumps(told), message_id=event_id)


@cache
def _public_fields() -> dict[tuple[str, str], tuple[str, ...]]:
    """Of each event whose contract this process has read: a service's own, by the time it tells the first one."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    waiting = list(Event.__subclasses__())
    while waiting:
        event = waiting.pop()
        waiting += event.__subclasses__()
        found[(event.service(), event.event_type())] = event.public_fields
    return found
