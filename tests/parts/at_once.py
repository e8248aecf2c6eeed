"""Two calls before either is answered."""

from collections.abc import Sequence
from typing import Any

from services.contracts.base import Command
from tests.parts.caller import Caller
from tests.parts.waiting import PATIENCE


def both(
    first: Caller, second: Caller, command: Command[Any], tokens: tuple[str, str], keys: tuple[str, str]
) -> list[dict[str, Any]]:
    """The replies to the same command, sent twice."""
    return each((first, second), (command, command), tokens, keys)


def each(
    callers: Sequence[Caller], commands: Sequence[Command[Any]], tokens: Sequence[str], keys: Sequence[str]
) -> list[dict[str, Any]]:
    calls = []
    for caller, command, token, key in zip(callers, commands, tokens, keys, strict=True):
        body = {"args": [command.model_dump(mode="json")], "kwargs": {}}
        routing_key = f"{command.service()}.{command.method()}"
        calls.append((caller, caller.send(routing_key, body, **caller.headers(actor=token, key=key))))
    return [caller.receive(call, timeout=PATIENCE) for caller, call in calls]
