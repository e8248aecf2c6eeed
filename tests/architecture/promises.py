"""What the contracts promise, and the service classes that keep it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import services.contracts
from deploy.native.blueprint import SERVICES
from services.contracts.base import Command, Event, Query


def contract_modules() -> Iterator[Any]:
    found = pkgutil.walk_packages(services.contracts.__path__, "services.contracts.")
    return (importlib.import_module(module.name) for module in found)


def _declared(base: type) -> list[Any]:
    """Concrete subclasses that a service's contract declares, each once."""
    classes = {
        value
        for module in contract_modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base) and value.__module__.startswith("services.contracts.")
    }
    concrete = [one for one in classes if one.__module__.split(".")[2] in SERVICES and "[" not in one.__name__]
    return sorted(concrete, key=lambda one: (one.__module__, one.__name__))


def requests() -> list[type[Command[Any] | Query[Any]]]:
    return [*_declared(Command), *_declared(Query)]


def events() -> list[type[Event]]:
    """Those that happen: a class that others refine is none."""
    declared = _declared(Event)
    return [event for event in declared if not any(event in other.__mro__[1:] for other in declared)]


def methods(name: str) -> dict[str, Any]:
    """Those of a service's nameko class, wherever its wiring stands."""
    return dict(inspect.getmembers(service_class(name), inspect.isfunction))


def service_class(name: str) -> type:
    """The nameko class of a service."""
    module = importlib.import_module(f"services.{name}.service")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__ and getattr(value, "name", None) == name
    ]
    assert len(classes) == 1, f"services/{name}/service.py declares {len(classes)} services"
    return classes[0]
