"""What a service promises on the bus: see `tests.contracts.promised`."""

from collections.abc import Iterator
from typing import Any

from tests.contracts.comparing.schemas import broken

Promised = dict[str, Any]


def broken_promises(before: Promised, now: Promised) -> list[str]:
    """One line for each break."""
    return [
        *_each(before, now, "requests", _of_request),
        *_each(before, now, "views", lambda old, new: _within("", broken(old, new, received=False))),
        *_each(before, now, "events", _of_event),
        *_each(before, now, "refusals", _of_refusal),
    ]


def _each(before: Promised, now: Promised, kind: str, compare: Any) -> Iterator[str]:
    for name, old in before[kind].items():
        if name not in now[kind]:
            yield f"{kind} {name}: gone: a breaking change gets a new name, the old one stays"
        else:
            yield from _within(f"{kind} {name}", compare(old, now[kind][name]))


def _within(name: str, found: Any) -> Iterator[str]:
    return (f"{name} {each}".strip() for each in found)


def _of_request(before: Promised, now: Promised) -> Iterator[str]:
    yield from _same(before, now, "kind", "routing_key", "reply")
    if fewer := sorted(set(before["callers"]) - set(now["callers"])):
        yield f"may no longer be sent by {', '.join(fewer)}"
    # 0.1.0 did not say it yet.
    if gone := sorted(set(before.get("refuses", ())) - set(now["refuses"])):
        yield f"no longer refuses with {', '.join(gone)}: whoever tells it apart waits for it"
    yield from broken(before["schema"], now["schema"], received=True)


def _of_event(before: Promised, now: Promised) -> Iterator[str]:
    yield from _same(before, now, "exchange", "exchange_type", "routing_key")
    if before["public"] and not now["public"]:
        yield "is no longer public"
    yield from broken(before["schema"], now["schema"], received=False)


def _of_refusal(before: Promised, now: Promised) -> Iterator[str]:
    yield from _same(before, now, "status")


def _same(before: Promised, now: Promised, *names: str) -> Iterator[str]:
    for name in names:
        if before[name] != now[name]:
            yield f"{name} was {before[name]}, is {now[name]}"
