"""python -m tests.contracts.snapshots: writes down what the contracts promise today.

Run it when something was added, and commit what it writes with the change; the test lets nothing be taken away.
"""

import json
from pathlib import Path
from typing import Any

from deploy.native.blueprint import SERVICES
from services.contracts.base import Command, Query, View
from tests.architecture.promises import contract_modules, events, requests

FOLDER = Path(__file__).parent / "snapshots"
Schema = dict[str, Any]


def views() -> list[type[View]]:
    found = {
        value
        for module in contract_modules()
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, View) and not issubclass(value, Command | Query)
    }
    ours = [view for view in found if view.__module__.split(".")[2] in SERVICES and "[" not in view.__name__]
    return sorted(ours, key=lambda view: (view.__module__, view.__name__))


def promised(service: str) -> dict[str, Schema]:
    """Kind and name of each message, with its JSON Schema: as it is read, and for what we send, as it is written."""
    of_service: dict[str, Schema] = {}
    for request in requests():
        if request.service() == service:
            kind = "command" if issubclass(request, Command) else "query"
            of_service[f"{kind} {request.__name__}"] = request.model_json_schema(mode="validation")
    for event in events():
        if event.service() == service:
            of_service[f"event {event.__name__}"] = event.model_json_schema(mode="serialization")
    for view in views():
        if view.__module__.split(".")[2] == service:
            of_service[f"view {view.__name__}"] = view.model_json_schema(mode="serialization")
    return {name: bare(schema) for name, schema in sorted(of_service.items())}


def bare(schema: Any) -> Any:
    """Without words, which may change."""
    if isinstance(schema, list):
        return [bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for name, value in schema.items():
        if name in {"properties", "$defs"}:
            kept[name] = {field: bare(described) for field, described in value.items()}
        elif name not in {"title", "description", "default"}:
            kept[name] = bare(value)
    return kept


def snapshot(service: str) -> dict[str, Schema]:
    found: dict[str, Schema] = json.loads((FOLDER / f"{service}.json").read_text())
    return found


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for service in SERVICES:
        (FOLDER / f"{service}.json").write_text(json.dumps(promised(service), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
