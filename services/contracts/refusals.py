"""Why a service says no. A refusal is a class named for the rule that was broken; its code is that name in kebab case.

    Refusal
    ├── Invalid            422  what was sent breaks a rule; `errors` names the fields
    ├── NotAuthenticated   401  nobody is signed in, or no longer
    ├── NotPermitted       403  signed in, but not for this
    ├── NotFound           404  does not exist, or is someone else's: never said which
    ├── Conflict           409  not in this state
    │   └── StaleVersion   412  changed since it was last seen
    ├── TooLarge           413  more bytes than allowed
    ├── Throttled          429  too often; says when to come back
    └── Unavailable        503  a part is down; try again

Only these cross the bus, and only where the request says so (`refuses`); anything else is logged where it happened and
answered as `internal`.
"""

import re
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import Field

from services.contracts.actor import Role
from services.contracts.base import Command, Message, PageQuery, Query


class FieldError(Message):
    """`pointer` is a JSON pointer into what was sent (`/birth_date`); `detail` an English sentence.

    `code` says which rule where the refusal's own code does not, in the words of pydantic (`greater_than_equal`), and
    `facts` its figures (`{"ge": 1}`): readers of another language get a text by code.
    """

    pointer: str
    detail: str
    code: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)


class Refusal(Exception):
    """`detail` is an English sentence for logs and API clients; pages translate by code. `facts` are extra members
    of the problem document (`{"portal": "medical"}`); they must be safe to show to the caller."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "refusal"
    title: ClassVar[str] = "Refused"

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", cls.__name__)
        cls.code = words.replace(" ", "-").lower()
        if "title" not in vars(cls):
            cls.title = words.capitalize()

    def __init__(self, detail: str = "", *, errors: tuple[FieldError, ...] = (), **facts: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = errors
        self.facts = facts

    @classmethod
    def at(cls, pointer: str, detail: str, *, rule: str = "", **facts: Any) -> Self:
        """A refusal about one field. `rule`: the code of the field's error, where one refusal has several reasons."""
        return cls(detail, errors=(FieldError(pointer=pointer, detail=detail, code=rule, facts=facts),), **facts)

    def to_wire(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "code": self.code,
            "title": self.title,
            "detail": self.detail,
            "errors": [error.model_dump() for error in self.errors],
            "facts": self.facts,
        }

    @staticmethod
    def from_wire(wire: dict[str, Any]) -> "Refusal":
        """The refusal as its class where this process knows it, else as a plain one with the same code and status."""
        known = _by_code().get(wire["code"], Refusal)
        errors = tuple(FieldError.model_validate(error) for error in wire.get("errors", ()))
        refusal = known(wire.get("detail", ""), errors=errors, **wire.get("facts", {}))
        if known is Refusal:
            vars(refusal).update(status=wire["status"], code=wire["code"], title=wire.get("title", "Refused"))
        return refusal


def _by_code() -> dict[str, type[Refusal]]:
    found: dict[str, type[Refusal]] = {}
    waiting = [Refusal]
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        found[refusal.code] = refusal
    return found


class Invalid(Refusal):
    status = 422


class NotAuthenticated(Refusal):
    status = 401


class NotPermitted(Refusal):
    status = 403


class NotFound(Refusal):
    status = 404


class Conflict(Refusal):
    status = 409


class StaleVersion(Conflict):
    status = 412
    title = "Changed since it was last seen"


class TooLarge(Refusal):
    status = 413


class Throttled(Refusal):
    """`facts["retry_after"]`: whole seconds."""

    status = 429


class Unavailable(Refusal):
    status = 503


class Internal(Refusal):
    """What a caller is told of an exception that is nobody's refusal."""

    status = 500
    title = "Something went wrong on our side"


class DeadlineExpired(Unavailable):
    """The caller had stopped waiting before the call was started."""


class IdempotencyKeyReused(Invalid):
    """The same key with another body."""


class IdempotencyKeyMissing(Invalid):
    """A command came without the key that makes repeating it harmless."""


class BadCursor(Invalid):
    """It was not made by this list."""


@cache
def may_refuse(request: type[Command[Any] | Query[Any]]) -> frozenset[type[Refusal]]:
    """Every refusal that it may be answered: its own, and those that follow from what kind of request it is."""
    found: set[type[Refusal]] = {*request.refuses, Invalid, Unavailable, DeadlineExpired, Internal}
    if Role.VISITOR not in request.callers:
        found |= {NotAuthenticated, NotPermitted}
    if issubclass(request, Command):
        found |= {IdempotencyKeyMissing, IdempotencyKeyReused}
    if issubclass(request, PageQuery):
        found.add(BadCursor)
    if "expected_version" in request.model_fields:
        found.add(StaleVersion)
    return frozenset(found)
