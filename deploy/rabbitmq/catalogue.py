"""All that the contracts promise, read from them: the services, what each answers and what each tells."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import services.contracts
from services.contracts.base import Command, Event, Query
from services.kit.broker.topology import event_queue

Request = type[Command[Any] | Query[Any]]
GATEWAY = "gateway"


@dataclass(frozen=True)
class Catalogue:
    requests: tuple[Request, ...]
    events: tuple[type[Event], ...]
    more_queues: tuple[str, ...] = ()
    """Of consumers whose method is not named for its event."""
    more_services: tuple[str, ...] = ()
    """That are there, and need promise nothing yet."""

    @property
    def services(self) -> tuple[str, ...]:
        promising = {one.service() for one in (*self.requests, *self.events)}
        return tuple(sorted({*promising, *self.more_services}))

    @property
    def event_queues(self) -> list[str]:
        """Of all consumers, whose methods are named for their events."""
        heard = [(service, event) for service in self.services for event in self.heard_by(service)]
        return [
            *(
                event_queue(event.service(), event.event_type(), name, f"on_{event.event_type()}").name
                for name, event in heard
            ),
            *self.more_queues,
        ]

    def sent_by(self, process: str) -> list[Request]:
        return [request for request in self.requests if process in request.senders]

    def senders_to(self, service: str) -> set[str]:
        return {sender for request in self.requests if request.service() == service for sender in request.senders}

    def is_told_secrets(self, service: str) -> bool:
        return any(request.is_sealed() for request in self.requests if request.service() == service)

    def told_by(self, service: str) -> list[type[Event]]:
        return [event for event in self.events if event.service() == service]

    def heard_by(self, process: str) -> list[type[Event]]:
        return [event for event in self.events if process in event.subscribers]


@cache
def of_the_house() -> Catalogue:
    found = pkgutil.walk_packages(services.contracts.__path__, "services.contracts.")
    there = (path.parent.name for path in Path(*services.contracts.__path__).parent.glob("*/service.py"))
    return read((importlib.import_module(module.name) for module in found), more_services=there)


def read(
    modules: Iterable[ModuleType], more_queues: Iterable[str] = (), more_services: Iterable[str] = ()
) -> Catalogue:
    declared = sorted(set(_declared(modules)), key=lambda one: (one.__module__, one.__name__))
    events = [one for one in declared if issubclass(one, Event)]
    return Catalogue(
        requests=tuple(one for one in declared if not issubclass(one, Event)),
        # A class that others refine never happens.
        events=tuple(one for one in events if not any(one in other.__mro__[1:] for other in events)),
        more_queues=tuple(more_queues),
        more_services=tuple(more_services),
    )


def _declared(modules: Iterable[ModuleType]) -> Iterator[Any]:
    for module in modules:
        for one in vars(module).values():
            concrete = isinstance(one, type) and issubclass(one, Command | Query | Event) and "[" not in one.__name__
            if concrete and one.__module__.startswith(module.__name__) and one.__module__ != Event.__module__:
                yield one
