"""What a plain nameko service promises, as little as it takes to try the bus: routing key `echo.<method>`."""

from typing import Any

from services.contracts.actor import ANYBODY
from services.contracts.base import Command, Query, View
from services.contracts.refusals import Conflict


class EchoView(View):
    text: str
    headers: dict[str, Any]


class Repeat(Query[EchoView]):
    callers = ANYBODY
    text: str


class Write(Command[EchoView]):
    callers = ANYBODY
    text: str


class Dawdle(Query[EchoView]):
    callers = ANYBODY
    seconds: float


class Fill(Query[EchoView]):
    callers = ANYBODY
    answers: dict[str, Any]


class Refuse(Query[EchoView]):
    callers = ANYBODY


class Explode(Query[EchoView]):
    callers = ANYBODY


class Vanish(Query[EchoView]):
    """Nobody has this method."""

    callers = ANYBODY


class Lie(Query[EchoView]):
    """Answers something else than it promised."""

    callers = ANYBODY


class EchoRefused(Conflict):
    pass
